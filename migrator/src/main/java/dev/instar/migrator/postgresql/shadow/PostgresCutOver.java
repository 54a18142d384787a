package dev.instar.migrator.postgresql.shadow;

import dev.instar.migrator.error.ErrorCode;
import dev.instar.migrator.error.MigrationException;
import dev.instar.migrator.execute.StepContext;
import dev.instar.migrator.journal.EpochGuard;
import dev.instar.migrator.postgresql.shape.ShadowNames;
import dev.instar.migrator.postgresql.shape.Shape;
import dev.instar.migrator.postgresql.shape.SourceWatch;
import dev.instar.migrator.postgresql.shape.Swap;
import dev.instar.migrator.shadow.ShadowDatabase;
import dev.instar.migrator.shadow.ShadowSession;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * One attempt at the cut-over on PostgreSQL (I8): the locks as {@link SwapLocks} takes them, what
 * has to be looked at once more under them, and the swap.
 */
final class PostgresCutOver implements ShadowDatabase.CutOverAttempt {
  private final StepContext context;
  private final Shape shape;
  private final ShadowState state;
  private final Connection connection;
  private final Swap swap;
  private final SwapLocks locks;
  private final Publication publication;
  private final String published;
  private final boolean originsUsed;
  private final AtomicBoolean sequencesFirst;

  private PostgresCutOver(
      StepContext context,
      Shape shape,
      ShadowState state,
      Connection connection,
      Swap swap,
      Publication publication,
      String published,
      boolean originsUsed,
      AtomicBoolean sequencesFirst) {
    this.context = context;
    this.shape = shape;
    this.state = state;
    this.connection = connection;
    this.swap = swap;
    this.locks = new SwapLocks(context, shape, swap);
    this.publication = publication;
    this.published = published;
    this.originsUsed = originsUsed;
    this.sequencesFirst = sequencesFirst;
  }

  /**
   * @param published the publication's identity when it was made
   * @param sequencesFirst whether sequences are locked before tables; kept from attempt to attempt
   */
  static PostgresCutOver prepare(
      StepContext context,
      ShadowNames names,
      Shape shape,
      ShadowState state,
      String published,
      boolean originsUsed,
      AtomicBoolean sequencesFirst) {
    // The swap's statements name everything in full.
    Connection connection = context.sessions().open("cut-over");
    try {
      SourceWatch.require(connection, shape);
      Publication publication = new Publication(names);
      publication.requireUntouched(connection, published, shape.sourceOid());
      Swap swap = Swap.prepare(connection, shape, names);
      return new PostgresCutOver(
          context,
          shape,
          state,
          connection,
          swap,
          publication,
          published,
          originsUsed,
          sequencesFirst);
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
      locks.refuseStubborn(connection, budget);
      connection.setAutoCommit(false);
      locks.sendAutovacuumsAway(connection);
      EpochGuard.check(connection, context.migration(), context.epoch());
      locks.take(connection, budget, sequencesFirst.get());
      // Nobody takes the source out of it while we hold the lock.
      publication.requireUntouched(connection, published, shape.sourceOid());
      requireOnlyOurOrigins();
      return new PostgresShadowSession(connection, shape, state, context.epoch(), false);
    } catch (SQLException e) {
      if (SqlFailures.isTransient(e)) {
        throw locks.notFree(e);
      }
      throw SqlFailures.translate("taking the lock for the cut-over of " + shape.source(), e);
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
      state.saveSwapped(connection, swap.validations());
    } catch (SQLException e) {
      if (SqlFailures.isTransient(e)) {
        sequencesFirst.set(!sequencesFirst.get());
        throw SwapLocks.notAvailable(
            "a lock that the swap needs was not free: " + e.getMessage(), e);
      }
      throw SqlFailures.translate("swapping " + shape.source(), e);
    }
    try {
      connection.commit();
    } catch (SQLException e) {
      if (!SqlFailures.isConnectionLost(e)) {
        // The server has answered, and so it has rolled back.
        throw SqlFailures.translate("committing the swap of " + shape.source(), e);
      }
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
