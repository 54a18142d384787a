package dev.instar.engine.wire;

import dev.instar.engine.type.DataType;
import java.util.List;
import java.util.Optional;

/**
 * A statement of Parse, with what every Bind asks of it.
 *
 * @param prepared empty for the empty statement
 */
record PreparedStatement(
    String name,
    Optional<SqlSession.Prepared> prepared,
    List<DataType> parameters,
    List<SqlSession.Column> columns,
    boolean returnsRows) {

  static PreparedStatement of(String name, SqlSession.Prepared prepared) {
    return new PreparedStatement(
        name,
        Optional.of(prepared),
        prepared.parameters(),
        prepared.columns(),
        prepared.returnsRows());
  }

  static PreparedStatement empty(String name) {
    return new PreparedStatement(name, Optional.empty(), List.of(), List.of(), false);
  }
}
