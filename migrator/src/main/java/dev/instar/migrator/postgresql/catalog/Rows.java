package dev.instar.migrator.postgresql.catalog;

import dev.instar.migrator.postgresql.session.Queries;
import dev.instar.migrator.postgresql.session.Queries.RowMapper;
import java.sql.Array;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** What every query of the catalog needs: arrays in, records out. */
final class Rows {
  private Rows() {}

  static <T> List<T> query(
      Connection connection, String sql, RowMapper<T> mapper, Array... parameters)
      throws SQLException {
    return Queries.rows(connection, sql, mapper, (Object[]) parameters);
  }

  /** Rows that each belong to a table, whose oid is in column {@code oid}; the order is kept. */
  static <T> Map<Long, List<T>> byTable(
      Connection connection, String sql, RowMapper<T> mapper, Array... parameters)
      throws SQLException {
    Map<Long, List<T>> found = new HashMap<>();
    query(connection, sql, row -> Map.entry(row.getLong("oid"), mapper.map(row)), parameters)
        .forEach(e -> found.computeIfAbsent(e.getKey(), k -> new ArrayList<>()).add(e.getValue()));
    return found;
  }

  static Array texts(Connection connection, Collection<String> values) throws SQLException {
    return Queries.textArray(connection, values);
  }

  static Array numbers(Connection connection, Collection<Long> values) throws SQLException {
    return Queries.numberArray(connection, values);
  }

  /** An array of text without its NULLs. */
  static List<String> strings(ResultSet row, String column) throws SQLException {
    return nullable(row, column).stream().filter(Objects::nonNull).toList();
  }

  /** An array of text in which NULL stands for what has no name. */
  static List<Optional<String>> optionals(ResultSet row, String column) throws SQLException {
    return nullable(row, column).stream().map(Optional::ofNullable).toList();
  }

  private static List<String> nullable(ResultSet row, String column) throws SQLException {
    Array array = row.getArray(column);
    return array == null ? List.of() : Arrays.asList((String[]) array.getArray());
  }

  static Optional<String> text(ResultSet row, String column) throws SQLException {
    return Optional.ofNullable(row.getString(column));
  }
}
