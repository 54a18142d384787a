package dev.instar.migrator.postgresql.session;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Short queries and statements over a connection. Stateless. */
public final class Queries {
  private Queries() {}

  /** Turns the row that a result stands on into a value. */
  @FunctionalInterface
  public interface RowMapper<T> {
    T map(ResultSet row) throws SQLException;
  }

  /** All rows of a query; parameters are bound in their order. */
  public static <T> List<T> rows(
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
  public static List<String> texts(Connection connection, String sql, Object... parameters)
      throws SQLException {
    return rows(connection, sql, row -> row.getString(1), parameters);
  }

  /** The first column of every row, as whole numbers. */
  public static List<Long> numbers(Connection connection, String sql, Object... parameters)
      throws SQLException {
    return rows(connection, sql, row -> row.getLong(1), parameters);
  }

  /** The first row, if there is one and its value is not null. */
  public static <T> Optional<T> first(
      Connection connection, String sql, RowMapper<T> mapper, Object... parameters)
      throws SQLException {
    List<T> rows = rows(connection, sql, mapper, parameters);
    return rows.isEmpty() ? Optional.empty() : Optional.ofNullable(rows.getFirst());
  }

  /** Runs statements one by one. */
  public static void execute(Connection connection, List<String> statements) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.setEscapeProcessing(false);
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  public static void execute(Connection connection, String... statements) throws SQLException {
    execute(connection, List.of(statements));
  }

  /** As a parameter. */
  public static Array textArray(Connection connection, Collection<String> values)
      throws SQLException {
    return connection.createArrayOf("text", values.toArray());
  }

  /** As a parameter. */
  public static Array numberArray(Connection connection, Collection<Long> values)
      throws SQLException {
    return connection.createArrayOf("int8", values.toArray());
  }
}
