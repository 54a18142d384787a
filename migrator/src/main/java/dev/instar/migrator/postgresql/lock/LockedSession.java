package dev.instar.migrator.postgresql.lock;

import dev.instar.migrator.execute.Control;
import dev.instar.migrator.execute.Ticker;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/**
 * The session of one attempt, its locks held, in the transaction that {@link PoliteTransaction}
 * commits.
 */
public final class LockedSession {
  /** lock_timeout 0 means for ever: what is left of the budget is never rounded down to that. */
  private static final long LEAST_MS = 10;

  private final Connection connection;
  private final Ticker ticker;
  private final long deadlineNanos;
  private final Duration guard;
  private final Control control;

  /**
   * @param deadlineNanos until when this attempt may wait for locks
   * @param guard how long one statement may run under the locks; zero for as long as it takes
   * @param control asked now and then whether a long statement may go on
   */
  LockedSession(
      Connection connection, Ticker ticker, long deadlineNanos, Duration guard, Control control) {
    this.connection = connection;
    this.ticker = ticker;
    this.deadlineNanos = deadlineNanos;
    this.guard = guard;
    this.control = control;
  }

  /** For what takes no table locks. Its transaction is not the caller's to end. */
  public Connection connection() {
    return connection;
  }

  /**
   * Runs a statement that waits for further locks, if it needs any, within what is left. It is
   * cancelled when the run is stopped or aborted meanwhile.
   */
  public void execute(String sql) throws SQLException, InterruptedException {
    try (Statement statement = connection.createStatement()) {
      bound(statement);
      WatchedStatement.execute(statement, sql, control::check);
    }
  }

  private void bound(Statement statement) throws SQLException {
    long leftMs = Math.max(LEAST_MS, (deadlineNanos - ticker.nanos()) / 1_000_000);
    statement.execute("SET LOCAL lock_timeout = " + leftMs);
    statement.execute("SET LOCAL statement_timeout = " + guard.toMillis());
  }
}
