package dev.instar.engine.oracle;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/** Replication slots that a test left in its database. */
final class ReplicationSlots {
  private static final String END_READERS =
      "SELECT pg_terminate_backend(active_pid, 10000) FROM pg_replication_slots"
          + " WHERE database = ? AND active_pid IS NOT NULL";
  private static final String DROP =
      "SELECT pg_drop_replication_slot(slot_name) FROM pg_replication_slots WHERE database = ?";

  private ReplicationSlots() {}

  /** Drops the slots of a database, ending whoever reads them. */
  static void drop(Connection connection, String database) throws SQLException {
    for (String sql : new String[] {END_READERS, DROP}) {
      try (PreparedStatement statement = connection.prepareStatement(sql)) {
        statement.setString(1, database);
        statement.execute();
      }
    }
  }
}
