package dev.instar.migrator.postgresql.steps;

import dev.instar.migrator.schema.TableName;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** What the catalog says of an index by its name. */
enum IndexState {
  ABSENT,
  /** Somebody else is building it at this moment. */
  BUILDING,
  /** What a build or a drop that did not end well has left. */
  INVALID,
  VALID;

  static IndexState of(Connection connection, TableName index) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT i.indisvalid, EXISTS (SELECT FROM pg_catalog.pg_stat_progress_create_index p"
                + " WHERE p.index_relid = c.oid AND p.pid <> pg_catalog.pg_backend_pid())"
                + " FROM pg_catalog.pg_class c"
                + " JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace"
                + " JOIN pg_catalog.pg_index i ON i.indexrelid = c.oid"
                + " WHERE n.nspname = ? AND c.relname = ?")) {
      select.setString(1, index.schema());
      select.setString(2, index.name());
      try (ResultSet row = select.executeQuery()) {
        if (!row.next()) {
          return ABSENT;
        }
        if (row.getBoolean(1)) {
          return VALID;
        }
        return row.getBoolean(2) ? BUILDING : INVALID;
      }
    }
  }
}
