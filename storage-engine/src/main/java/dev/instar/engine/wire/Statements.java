package dev.instar.engine.wire;

import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlState;
import java.util.HashMap;
import java.util.Map;

/** The prepared statements of a connection by name; the unnamed one has the empty name. */
final class Statements {
  private final Map<String, PreparedStatement> statements = new HashMap<>();

  /**
   * @throws SqlException with 26000
   */
  PreparedStatement get(String name) {
    PreparedStatement statement = statements.get(name);
    if (statement == null) {
      throw new SqlException(
          SqlState.INVALID_SQL_STATEMENT_NAME,
          name.isEmpty()
              ? "unnamed prepared statement does not exist"
              : "prepared statement \"" + name + "\" does not exist");
    }
    return statement;
  }

  /**
   * Keeps it; the unnamed one replaces another.
   *
   * @throws SqlException with 42P05 if there is one of that name
   */
  void put(PreparedStatement statement) {
    String name = statement.name();
    if (name.isEmpty()) {
      statements.put(name, statement);
    } else if (statements.putIfAbsent(name, statement) != null) {
      throw new SqlException(
          SqlState.DUPLICATE_PREPARED_STATEMENT,
          "prepared statement \"" + name + "\" already exists");
    }
  }

  void close(String name) {
    statements.remove(name);
  }

  void closeAll() {
    statements.clear();
  }
}
