package dev.instar.engine.session;

import dev.instar.engine.sql.Statement;
import dev.instar.engine.type.DataType;
import dev.instar.engine.wire.SqlSession.Column;
import java.util.List;

/** A statement that is not planned. It has no parameters. */
record PreparedCommandText(String text, Statement statement, List<Column> columns)
    implements PreparedText {
  PreparedCommandText {
    columns = List.copyOf(columns);
  }

  @Override
  public List<DataType> parameters() {
    return List.of();
  }
}
