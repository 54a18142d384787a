package dev.instar.migrator.postgresql.shadow;

import dev.instar.migrator.error.ErrorCode;
import dev.instar.migrator.error.MigrationException;
import dev.instar.migrator.execute.StepContext;
import dev.instar.migrator.postgresql.lock.Blocker;
import dev.instar.migrator.postgresql.lock.Blockers;
import dev.instar.migrator.postgresql.shape.LockedRelation;
import dev.instar.migrator.postgresql.shape.Shape;
import dev.instar.migrator.postgresql.shape.Swap;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The locks of a swap (I8). First SHARE UPDATE EXCLUSIVE on each table, with a timeout above {@code
 * deadlock_timeout}: an autovacuum is then told to leave, and no reader or writer waits. On the
 * source it is kept; of the others one at a time is had, so that nobody's DDL meets us in another
 * order. Then ACCESS EXCLUSIVE on everything the swap touches, in a fixed order, waiting in total
 * less than {@code deadlock_timeout}: no transaction of the application that waits for us can be
 * made the victim of a deadlock.
 *
 * <p>Whoever holds these locks and falls silent (a host that is suspended, a network that is gone)
 * would stop the application until TCP gives up. So the server ends such a session by itself.
 */
final class SwapLocks {
  /** A transaction open for so many budgets is not about to end within one. */
  private static final int STUBBORN_BUDGETS = 10;

  /** Twice what the longest wait under the lock may be: the one for the stream. */
  private static final int SILENT_BUDGETS = 2;

  /** Longer than a client's own pauses: to be ended costs it all that it has not saved. */
  private static final long SILENCE_LEAST_MS = 5_000;

  private final StepContext context;
  private final Shape shape;
  private final Swap swap;

  SwapLocks(StepContext context, Shape shape, Swap swap) {
    this.context = context;
    this.shape = shape;
    this.swap = swap;
  }

  /**
   * Whoever is not about to end makes queueing pointless, and others would wait behind us.
   *
   * @throws MigrationException with LOCK_NOT_AVAILABLE, naming one
   */
  void refuseStubborn(Connection connection, Duration budget) throws SQLException {
    for (Blocker blocker : blockers(connection)) {
      boolean stubborn =
          switch (blocker.kind()) {
            case AUTOVACUUM -> false;
            case WRAPAROUND_VACUUM, PREPARED -> true;
            // One without an age has just ended.
            case SESSION ->
                blocker
                    .age()
                    .map(age -> age.compareTo(budget.multipliedBy(STUBBORN_BUDGETS)) > 0)
                    .orElse(false);
          };
      if (stubborn) {
        throw notAvailable(blocker.describe() + " is in the way", null);
      }
    }
  }

  /**
   * Sends an autovacuum away from all but the source; {@link #take} begins with that one. After a
   * copy there is one in the shadow more often than not.
   *
   * @param connection in a transaction that has done nothing; afterwards in another one
   * @throws SQLException with SQLSTATE 55P03 or 40P01 if somebody else holds a lock that an
   *     autovacuum would
   */
  void sendAutovacuumsAway(Connection connection) throws SQLException {
    String timeout = evictionTimeout(deadlockTimeoutMillis(connection));
    try (Statement statement = connection.createStatement()) {
      for (LockedRelation relation : swap.locks()) {
        if (relation.role() != LockedRelation.Role.SOURCE && relation.eviction().isPresent()) {
          statement.execute(timeout + "; " + relation.eviction().get());
          connection.rollback();
        }
      }
    }
  }

  private static String evictionTimeout(long deadlockMillis) {
    return "SET LOCAL lock_timeout = " + (deadlockMillis + 500);
  }

  /**
   * Takes them, in the connection's transaction, and leaves a {@code lock_timeout} for what the
   * swap itself still has to lock.
   *
   * @param budget how long anybody may have to wait for us
   * @param sequencesFirst writers that call nextval before they insert hold the sequence while they
   *     wait for the table; those that leave it to the default do the opposite
   * @throws SQLException with SQLSTATE 55P03 or 40P01 if one was not to be had
   */
  void take(Connection connection, Duration budget, boolean sequencesFirst) throws SQLException {
    long deadlockMillis = deadlockTimeoutMillis(connection);
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          "SET LOCAL idle_in_transaction_session_timeout = "
              + Math.max(SILENCE_LEAST_MS, SILENT_BUDGETS * budget.toMillis()));
      statement.execute(evictionTimeout(deadlockMillis));
      statement.execute(
          "LOCK TABLE ONLY " + shape.source().quoted() + " IN SHARE UPDATE EXCLUSIVE MODE");
      long waitMillis = Math.max(1, Math.min(budget.toMillis(), deadlockMillis * 8 / 10));
      long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(waitMillis);
      List<String> locks = new ArrayList<>();
      swap.locks().stream().map(LockedRelation::lock).forEach(locks::add);
      locks.addAll(sequencesFirst ? 0 : locks.size(), swap.sequenceLocks());
      for (String lock : locks) {
        long left = Math.max(1, TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime()));
        statement.execute("SET LOCAL lock_timeout = " + left + "; " + lock);
      }
      // What the swap itself still has to lock must not make anybody wait either.
      statement.execute("SET LOCAL lock_timeout = " + Math.max(1, waitMillis / 4));
    }
  }

  /** What {@link #take} threw, with those who were in the way. */
  MigrationException notFree(SQLException cause) {
    return notAvailable("the lock on " + shape.source() + " was not free" + inTheWay(), cause);
  }

  static MigrationException notAvailable(String message, SQLException cause) {
    return new MigrationException(
        ErrorCode.LOCK_NOT_AVAILABLE, message, "End what is in the way, or wait.", cause);
  }

  private List<Blocker> blockers(Connection asking) throws SQLException {
    return Blockers.of(asking, swap.locks().stream().map(LockedRelation::oid).toList());
  }

  /** Asked on a connection of its own: the one that failed cannot answer. */
  private String inTheWay() {
    try (Connection asking = context.sessions().open("blockers")) {
      return blockers(asking).stream()
          .filter(blocker -> !blocker.name().startsWith("instar "))
          .map(Blocker::describe)
          .limit(5)
          .reduce((first, second) -> first + "; " + second)
          .map(all -> ": " + all)
          .orElse("");
    } catch (SQLException e) {
      return "";
    }
  }

  private static long deadlockTimeoutMillis(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT setting::bigint FROM pg_settings WHERE name = 'deadlock_timeout'")) {
      row.next();
      return row.getLong(1);
    }
  }
}
