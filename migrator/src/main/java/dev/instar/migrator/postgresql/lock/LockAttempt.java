package dev.instar.migrator.postgresql.lock;

import dev.instar.migrator.execute.Control;
import dev.instar.migrator.execute.Ticker;
import dev.instar.migrator.plan.LockMode;
import dev.instar.migrator.postgresql.session.SqlStates;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;

/**
 * One attempt of a {@link PoliteTransaction}: all locks within the budget, the work, the commit.
 */
final class LockAttempt {
  /** What comes above deadlock_timeout, for the autovacuum to notice and end. */
  private static final Duration EVICTION_SLACK = Duration.ofMillis(500);

  private final Connection connection;
  private final Ticker ticker;
  private final Duration budget;
  private final Duration guard;
  private final Control control;
  private final Duration deadlockTimeout;

  /**
   * @param budget how long the application may wait behind us
   * @param guard how long an instant statement may run under a lock that hinders readers or writers
   */
  LockAttempt(
      Connection connection, Ticker ticker, Duration budget, Duration guard, Control control)
      throws SQLException {
    this.connection = connection;
    this.ticker = ticker;
    this.budget = budget;
    this.guard = guard;
    this.control = control;
    this.deadlockTimeout = deadlockTimeout(connection);
  }

  /** How an attempt ended. */
  enum Outcome {
    COMMITTED,
    /** A lock was not to be had in time, or there would have been a deadlock. */
    LOCKED_OUT,
    /** What should have been instant was not. */
    TOO_SLOW
  }

  /**
   * Makes the attempt; when it did not commit, it is rolled back.
   *
   * @throws SQLException if the statements fail for another reason than their locks
   */
  Outcome run(PoliteTransaction.Request request, List<LockTarget> targets, boolean evict)
      throws SQLException, InterruptedException {
    boolean gentle = targets.stream().allMatch(t -> gentle(t.mode()));
    boolean hinders =
        targets.stream().anyMatch(t -> t.mode().blocksReads() || t.mode().blocksWrites());
    Duration limit = request.instant() && hinders ? guard : Duration.ZERO;
    boolean open = true;
    boolean broken = false;
    connection.setAutoCommit(false);
    try {
      if (evict && !gentle) {
        evict(targets);
      }
      LockedSession session = session(gentle ? patient() : brief(), limit);
      request.before().run(session);
      for (LockTarget target : targets) {
        if (target.explicit()) {
          session.execute(target.lockStatement(target.mode()));
        }
      }
      request.under().run(session);
      connection.commit();
      open = false;
      return Outcome.COMMITTED;
    } catch (SQLException e) {
      String state = SqlStates.of(e);
      if (state.equals(SqlStates.QUERY_CANCELED) && !limit.isZero()) {
        return Outcome.TOO_SLOW;
      }
      if (state.equals(SqlStates.LOCK_NOT_AVAILABLE) || state.equals(SqlStates.DEADLOCK_DETECTED)) {
        return Outcome.LOCKED_OUT;
      }
      broken = SqlStates.connectionLost(e);
      throw e;
    } catch (RuntimeException e) {
      broken = SqlStates.connectionLost(e);
      throw e;
    } finally {
      // A session that broke has nothing to roll back, and setting its mode would be a commit.
      if (!broken && !connection.isClosed()) {
        if (open) {
          connection.rollback();
        }
        connection.setAutoCommit(true);
      }
    }
  }

  private LockedSession session(Duration wait, Duration limit) {
    return new LockedSession(connection, ticker, ticker.nanos() + wait.toNanos(), limit, control);
  }

  /** Less than deadlock_timeout, with room for what is not waiting. */
  private Duration brief() {
    Duration most = deadlockTimeout.multipliedBy(4).dividedBy(5);
    return budget.compareTo(most) <= 0 ? budget : most;
  }

  private Duration patient() {
    return deadlockTimeout.plus(EVICTION_SLACK);
  }

  /** Levels behind which neither readers nor writers queue. */
  private static boolean gentle(LockMode mode) {
    return switch (mode) {
      case ACCESS_SHARE, ROW_SHARE, SHARE_UPDATE_EXCLUSIVE -> true;
      case ROW_EXCLUSIVE, SHARE, SHARE_ROW_EXCLUSIVE, EXCLUSIVE, ACCESS_EXCLUSIVE -> false;
    };
  }

  private void evict(List<LockTarget> targets) throws SQLException, InterruptedException {
    for (LockTarget target : targets) {
      if (target.explicit() && target.mode().blocksDdl()) {
        session(patient(), Duration.ZERO)
            .execute(target.lockStatement(LockMode.SHARE_UPDATE_EXCLUSIVE));
        connection.rollback();
      }
    }
  }

  private static Duration deadlockTimeout(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT setting::bigint FROM pg_catalog.pg_settings"
                    + " WHERE name = 'deadlock_timeout'")) {
      row.next();
      return Duration.ofMillis(row.getLong(1));
    }
  }
}
