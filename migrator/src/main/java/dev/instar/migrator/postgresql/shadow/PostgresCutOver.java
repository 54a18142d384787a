package dev.instar.migrator.postgresql.shadow;

import dev.instar.migrator.error.ErrorCode;
import dev.instar.migrator.error.MigrationException;
import dev.instar.migrator.execute.StepContext;
import dev.instar.migrator.journal.EpochGuard;
import dev.instar.migrator.postgresql.lock.Blocker;
import dev.instar.migrator.postgresql.lock.Blockers;
import dev.instar.migrator.postgresql.shape.LockedRelation;
import dev.instar.migrator.postgresql.shape.ShadowNames;
import dev.instar.migrator.postgresql.shape.Shape;
import dev.instar.migrator.postgresql.shape.SourceWatch;
import dev.instar.migrator.postgresql.shape.Swap;
import dev.instar.migrator.shadow.ShadowDatabase;
import dev.instar.migrator.shadow.ShadowSession;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * One attempt at the cut-over on PostgreSQL (I8). First SHARE UPDATE EXCLUSIVE on the source, with
 * a timeout above {@code deadlock_timeout}: an autovacuum is then told to leave, and no reader or
 * writer waits. Then ACCESS EXCLUSIVE on everything the swap touches, in a fixed order, waiting in
 * total less than {@code deadlock_timeout}: no transaction of the application that waits for us can
 * be made the victim of a deadlock.
 */
final class PostgresCutOver implements ShadowDatabase.CutOverAttempt {
  private final StepContext context;
  private final Shape shape;
  private final ShadowState state;
  private final Connection connection;
  private final Swap swap;
  private final Publication publication;
  private final boolean originsUsed;
  private final AtomicBoolean sequencesFirst;

  private PostgresCutOver(
      StepContext context,
      Shape shape,
      ShadowState state,
      Connection connection,
      Swap swap,
      Publication publication,
      boolean originsUsed,
      AtomicBoolean sequencesFirst) {
    this.context = context;
    this.shape = shape;
    this.state = state;
    this.connection = connection;
    this.swap = swap;
    this.publication = publication;
    this.originsUsed = originsUsed;
    this.sequencesFirst = sequencesFirst;
  }

  /**
   * @param sequencesFirst whether sequences are locked before tables; kept from attempt to attempt
   */
  static PostgresCutOver prepare(
      StepContext context,
      ShadowNames names,
      Shape shape,
      ShadowState state,
      boolean originsUsed,
      AtomicBoolean sequencesFirst) {
    // The swap's statements name everything in full.
    Connection connection = context.sessions().open("cut-over");
    try {
      SourceWatch.require(connection, shape);
      Publication publication = new Publication(names);
      publication.requireUntouched(connection, shape.sourceOid());
      Swap swap = Swap.prepare(connection, shape, names);
      return new PostgresCutOver(
          context, shape, state, connection, swap, publication, originsUsed, sequencesFirst);
    } catch (SQLException e) {
      SqlFailures.closeQuietly(connection);
      throw SqlFailures.translate("preparing the swap of " + shape.source(), e);
    } catch (RuntimeException e) {
      SqlFailures.closeQuietly(connection);
      throw e;
    }
  }

  @Override
  public ShadowSession lock(Duration budget) {
    try {
      refuseStubborn(budget);
      connection.setAutoCommit(false);
      EpochGuard.check(connection, context.migration(), context.epoch());
      long deadlockMillis = deadlockTimeoutMillis();
      try (Statement statement = connection.createStatement()) {
        statement.execute("SET LOCAL lock_timeout = " + (deadlockMillis + 500));
        statement.execute(
            "LOCK TABLE ONLY " + shape.source().quoted() + " IN SHARE UPDATE EXCLUSIVE MODE");
        long waitMillis = Math.max(1, Math.min(budget.toMillis(), deadlockMillis * 8 / 10));
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(waitMillis);
        // Writers that call nextval before they insert hold the sequence while they wait for the
        // table;
        // those that leave it to the default do the opposite. So the order changes with each
        // failure.
        List<String> locks = new ArrayList<>();
        swap.locks().stream().map(LockedRelation::lock).forEach(locks::add);
        locks.addAll(sequencesFirst.get() ? 0 : locks.size(), swap.sequenceLocks());
        for (String lock : locks) {
          long left = Math.max(1, TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime()));
          statement.execute("SET LOCAL lock_timeout = " + left + "; " + lock);
        }
        // What the swap itself still has to lock must not make anybody wait either.
        statement.execute("SET LOCAL lock_timeout = " + Math.max(1, waitMillis / 4));
      }
      // Nobody takes the source out of it while we hold the lock.
      publication.requireUntouched(connection, shape.sourceOid());
      requireOnlyOurOrigins();
      return new PostgresShadowSession(connection, shape, state, context.epoch(), false);
    } catch (SQLException e) {
      if (SqlFailures.isTransient(e)) {
        throw notAvailable("the lock on " + shape.source() + " was not free" + inTheWay(), e);
      }
      throw SqlFailures.translate("taking the lock for the cut-over of " + shape.source(), e);
    }
  }

  /** Whoever is not about to end makes queueing pointless, and others would wait behind us. */
  private void refuseStubborn(Duration budget) throws SQLException {
    for (Blocker blocker : blockers(connection)) {
      boolean stubborn =
          switch (blocker.kind()) {
            case AUTOVACUUM -> false;
            case WRAPAROUND_VACUUM, PREPARED -> true;
            // One without an age has just ended.
            case SESSION ->
                blocker.age().map(age -> age.compareTo(budget.multipliedBy(10)) > 0).orElse(false);
          };
      if (stubborn) {
        throw notAvailable(blocker.describe() + " is in the way", null);
      }
    }
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

  private static MigrationException notAvailable(String message, SQLException cause) {
    return new MigrationException(
        ErrorCode.LOCK_NOT_AVAILABLE, message, "End what is in the way, or wait.", cause);
  }

  private long deadlockTimeoutMillis() throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT setting::bigint FROM pg_settings WHERE name = 'deadlock_timeout'")) {
      row.next();
      return row.getLong(1);
    }
  }

  /** A stream without replicated changes is the whole truth only while nobody else replicates. */
  private void requireOnlyOurOrigins() throws SQLException {
    if (originsUsed && !Origins.onlyOurs(connection)) {
      throw new MigrationException(
          ErrorCode.ROWS_DIFFER,
          "a replication origin was created while the migration ran, so changes of "
              + shape.source()
              + " may be missing",
          "The source is untouched. Run `instar resume`: it reads every change, and verifies"
              + " again.");
    }
  }

  @Override
  public void swap() {
    try {
      swap.perform(connection);
      state.saveSwapped(
          connection, swap.validations().stream().map(Swap.Validation::statement).toList());
    } catch (SQLException e) {
      if (SqlFailures.isTransient(e)) {
        sequencesFirst.set(!sequencesFirst.get());
        throw notAvailable("a lock that the swap needs was not free: " + e.getMessage(), e);
      }
      throw SqlFailures.translate("swapping " + shape.source(), e);
    }
    try {
      connection.commit();
    } catch (SQLException e) {
      throw new MigrationException(
          ErrorCode.OUTCOME_UNKNOWN,
          "the connection was lost while the swap of " + shape.source() + " was committed",
          "Either shape may be live. Run `instar resume`: it looks at the catalog.",
          e);
    }
  }

  @Override
  public void close() {
    // Rolled back at once, rather than when the server notices that the client is gone.
    try {
      if (!connection.isClosed() && !connection.getAutoCommit()) {
        connection.rollback();
      }
    } catch (SQLException e) {
      // The connection is broken, so the server rolls back.
    }
    SqlFailures.closeQuietly(connection);
  }
}
