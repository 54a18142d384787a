package dev.instar.migrator.postgresql.preflight;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** One row of a query, column to text; a null is absent. */
record Facts(Map<String, String> columns) {
  static Optional<Facts> of(Connection connection, String query, Object... parameters)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(query)) {
      for (int i = 0; i < parameters.length; i++) {
        statement.setObject(i + 1, parameters[i]);
      }
      try (ResultSet row = statement.executeQuery()) {
        if (!row.next()) {
          return Optional.empty();
        }
        Map<String, String> columns = new LinkedHashMap<>();
        for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
          if (row.getString(i) != null) {
            columns.put(row.getMetaData().getColumnLabel(i), row.getString(i));
          }
        }
        return Optional.of(new Facts(columns));
      }
    }
  }

  String text(String column) {
    return columns.getOrDefault(column, "");
  }

  boolean is(String column) {
    return "t".equals(columns.get(column));
  }

  long number(String column) {
    return Long.parseLong(columns.get(column));
  }
}
