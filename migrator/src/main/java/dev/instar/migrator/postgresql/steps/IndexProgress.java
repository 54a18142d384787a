package dev.instar.migrator.postgresql.steps;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/**
 * How far an index build is, as {@code pg_stat_progress_create_index} tells it.
 *
 * @param phase as the server names it
 * @param done tuples, or blocks where the phase counts those
 * @param total of them; 0 where unknown
 */
record IndexProgress(String phase, long done, long total) {
  static Optional<IndexProgress> of(Connection connection, int pid) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT phase, tuples_done, tuples_total, blocks_done, blocks_total"
                + " FROM pg_catalog.pg_stat_progress_create_index WHERE pid = ?")) {
      select.setInt(1, pid);
      try (ResultSet row = select.executeQuery()) {
        if (!row.next()) {
          return Optional.empty();
        }
        boolean tuples = row.getLong(3) > 0;
        return Optional.of(
            new IndexProgress(
                row.getString(1), row.getLong(tuples ? 2 : 4), row.getLong(tuples ? 3 : 5)));
      }
    }
  }
}
