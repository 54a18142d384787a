package dev.instar.engine.session;

import dev.instar.engine.error.SqlException;
import dev.instar.engine.sql.Maintenance;
import dev.instar.engine.type.Types;
import dev.instar.engine.wire.SqlSession.Column;
import dev.instar.engine.wire.SqlSession.RowSink;
import java.util.List;

/** EXPLAIN. */
final class ExplainCommand {
  private final Session session;

  ExplainCommand(Session session) {
    this.session = session;
  }

  static List<Column> columns(Maintenance.Explain explain) {
    return List.of(new Column("QUERY PLAN", 0, 0, Types.TEXT, -1));
  }

  String run(Maintenance.Explain explain, String text, RowSink rows) {
    throw SqlException.unsupported("EXPLAIN");
  }
}
