package dev.instar.migrator.postgresql.evidence;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Short queries and statements. Stateless. */
final class Ask {
  private Ask() {}

  /** Turns the row that a result stands on into a value. */
  @FunctionalInterface
  interface RowMapper<T> {
    T map(ResultSet row) throws SQLException;
  }

  /** All rows of a query; parameters are bound in their order. */
  static <T> List<T> rows(
      Connection connection, String sql, RowMapper<T> mapper, Object... parameters)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < parameters.length; i++) {
        statement.setObject(i + 1, parameters[i]);
      }
      try (ResultSet rows = statement.executeQuery()) {
        List<T> result = new ArrayList<>();
        while (rows.next()) {
          result.add(mapper.map(rows));
        }
        return result;
      }
    }
  }

  /** The first column of every row, as text. */
  static List<String> texts(Connection connection, String sql, Object... parameters)
      throws SQLException {
    return rows(connection, sql, row -> row.getString(1), parameters);
  }

  /** The first column of every row, as OIDs. */
  static List<Long> oids(Connection connection, String sql, Object... parameters)
      throws SQLException {
    return rows(connection, sql, row -> row.getLong(1), parameters);
  }

  static Array array(Connection connection, Collection<Long> oids) throws SQLException {
    return connection.createArrayOf("int8", oids.toArray());
  }

  static void execute(Connection connection, String... statements) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.setEscapeProcessing(false);
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }
}
