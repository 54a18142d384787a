package dev.instar.migrator.journal;

import dev.instar.migrator.error.ErrorCode;
import dev.instar.migrator.error.MigrationException;
import dev.instar.migrator.execute.Ticker;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The server processes that an earlier runner of a migration has left: same database, same role,
 * and an application_name with an epoch no later than the last one.
 */
final class OldBackends {
  private static final Duration LOOK = Duration.ofMillis(20);

  /** Bound: how every application_name of the migration begins; the last epoch. */
  private static final String WHICH =
      """
       FROM pg_catalog.pg_stat_activity
      WHERE datname = pg_catalog.current_database()
        AND usename = CURRENT_USER
        AND pid <> pg_catalog.pg_backend_pid()
        AND pg_catalog.starts_with(application_name, ?)
        AND substring(application_name FROM '^instar [0-9]+[.]([0-9]{1,18}) ')::bigint <= ?
      """;

  private final Connection connection;
  private final long migration;
  private final long epoch;

  OldBackends(Connection connection, long migration, long epoch) {
    this.connection = connection;
    this.migration = migration;
    this.epoch = epoch;
  }

  /** Tells them to end. Commits. */
  void terminate() throws SQLException {
    pids("SELECT pid, pg_catalog.pg_terminate_backend(pid)" + WHICH);
  }

  /** Lets this transaction wait for a lock only so long that it pays to look for backends again. */
  void boundWaiting() throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("SET LOCAL lock_timeout = '500ms'");
    }
  }

  /**
   * Returns when none is left.
   *
   * @throws MigrationException with OUTCOME_UNKNOWN if one is still there at the deadline
   */
  void awaitGone(Ticker ticker, long deadlineNanos) throws SQLException, InterruptedException {
    while (!pids("SELECT pid" + WHICH).isEmpty()) {
      if (ticker.nanos() - deadlineNanos > 0) {
        throw unknown();
      }
      ticker.sleep(LOOK);
    }
  }

  /** Names who is still there, or holds the epoch row. */
  MigrationException unknown() throws SQLException {
    List<Integer> left = pids("SELECT pid" + WHICH);
    return new MigrationException(
        ErrorCode.OUTCOME_UNKNOWN,
        "a transaction of migration %d's last runner has not ended%s"
            .formatted(
                migration,
                left.isEmpty()
                    ? "; it runs under another role or behind a pooler"
                    : ": server process " + left),
        "End it with pg_terminate_backend, then run 'instar resume'.");
  }

  private List<Integer> pids(String sql) throws SQLException {
    List<Integer> pids = new ArrayList<>();
    try (PreparedStatement select = connection.prepareStatement(sql)) {
      select.setString(1, "instar " + migration + ".");
      select.setLong(2, epoch);
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          pids.add(rows.getInt(1));
        }
      }
    }
    connection.commit();
    return pids;
  }
}
