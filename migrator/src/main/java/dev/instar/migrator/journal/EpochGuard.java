package dev.instar.migrator.journal;

import dev.instar.migrator.error.ErrorCode;
import dev.instar.migrator.error.MigrationException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * I10: the first statement of every transaction that changes data. It locks the migration's epoch
 * row FOR SHARE until the transaction ends and compares: a takeover, which locks the row FOR
 * UPDATE, therefore waits for this transaction's outcome, and no transaction of an earlier epoch
 * can begin after it. Stateless.
 */
public final class EpochGuard {
  private EpochGuard() {}

  /**
   * Returns if the epoch is still this runner's.
   *
   * @param connection in a transaction; in autocommit mode the guard would end with its own
   *     statement
   * @throws MigrationException with LEASE_LOST if another runner took over, or the migration is
   *     gone
   */
  public static void check(Connection connection, long migration, long epoch) throws SQLException {
    if (connection.getAutoCommit()) {
      throw new IllegalStateException("the epoch is checked inside a transaction");
    }
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT epoch FROM instar.epoch WHERE migration_id = ? FOR SHARE")) {
      select.setLong(1, migration);
      try (ResultSet row = select.executeQuery()) {
        if (!row.next() || row.getLong(1) != epoch) {
          throw leaseLost(migration);
        }
      }
    }
  }

  /** What a runner is told that another one has taken over from. */
  public static MigrationException leaseLost(long migration) {
    return new MigrationException(
        ErrorCode.LEASE_LOST,
        "another runner has taken over migration " + migration + "; this one has stopped writing",
        "See who runs it with 'instar status'.");
  }
}
