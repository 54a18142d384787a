package dev.instar.migrator.postgresql.steps;

import dev.instar.migrator.execute.StepContext;
import dev.instar.migrator.execute.Ticker;
import dev.instar.migrator.plan.StepAction;
import dev.instar.migrator.postgresql.lock.Backoff;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * DETACH PARTITION CONCURRENTLY: two transactions, and between them a wait for everybody who uses
 * the partitioned table. What ended in between is ended by FINALIZE.
 *
 * <p>The second one, and FINALIZE, lock the partition against readers and the tables that it refers
 * to against writers, and wait on for others while they hold that. So each attempt waits for the
 * lock budget only, and pauses ten times as long before the next.
 */
final class DetachStep {
  private static final Duration FIRST_PAUSE = Duration.ofMillis(100);

  private final Ticker ticker;
  private final RandomGenerator random;

  DetachStep(Ticker ticker, RandomGenerator random) {
    this.ticker = ticker;
    this.random = random;
  }

  private enum State {
    ATTACHED,
    /** Queries pass over it, but it belongs to the table still. */
    PENDING,
    DETACHED
  }

  void execute(StepContext context, StepAction.DetachPartition action) throws InterruptedException {
    try (Autonomous session = new Autonomous(context)) {
      detach(context, session, action);
    } catch (SQLException e) {
      throw StepFailures.of(context.step(), e);
    }
  }

  /**
   * Whether it is detached, for whoever takes it back; one that is half detached is, after this.
   */
  boolean isDetached(StepContext context, StepAction.DetachPartition action)
      throws InterruptedException {
    try (Autonomous session = new Autonomous(context)) {
      if (state(session.observer(), action) == State.ATTACHED) {
        return false;
      }
      detach(context, session, action);
      return true;
    } catch (SQLException e) {
      throw StepFailures.of(context.step(), e);
    }
  }

  private void detach(StepContext context, Autonomous session, StepAction.DetachPartition action)
      throws SQLException, InterruptedException {
    Duration budget = context.options().lockBudget();
    Backoff backoff = new Backoff(FIRST_PAUSE, FIRST_PAUSE.plus(budget.multipliedBy(10)), random);
    long begun = ticker.nanos();
    while (true) {
      State state = state(session.observer(), action);
      if (state == State.DETACHED) {
        return;
      }
      boolean patient = ticker.nanos() - begun < context.options().lockPatience().toNanos();
      String sql = state == State.PENDING ? action.finalization() : action.statement();
      if (!session.attempt(sql, patient)) {
        ticker.sleep(backoff.next());
      }
    }
  }

  private static State state(Connection connection, StepAction.DetachPartition action)
      throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT inhdetachpending FROM pg_catalog.pg_inherits"
                + " WHERE inhrelid = pg_catalog.to_regclass(?)"
                + " AND inhparent = pg_catalog.to_regclass(?)")) {
      select.setString(1, action.partition().quoted());
      select.setString(2, action.parent().quoted());
      try (ResultSet row = select.executeQuery()) {
        if (!row.next()) {
          return State.DETACHED;
        }
        return row.getBoolean(1) ? State.PENDING : State.ATTACHED;
      }
    }
  }
}
