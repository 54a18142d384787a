package dev.instar.migrator.postgresql.steps;

import dev.instar.migrator.execute.StepContext;
import dev.instar.migrator.execute.Ticker;
import dev.instar.migrator.journal.EpochGuard;
import dev.instar.migrator.journal.Journal;
import dev.instar.migrator.plan.LockClaim;
import dev.instar.migrator.plan.Work;
import dev.instar.migrator.postgresql.lock.LockedSession;
import dev.instar.migrator.postgresql.lock.PoliteTransaction;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Statements in one polite transaction, together with the mark in the journal: after a lost
 * connection, the mark says whether they happened (I10).
 */
final class ExecuteStep {
  private final Ticker ticker;
  private final RandomGenerator random;

  ExecuteStep(Ticker ticker, RandomGenerator random) {
    this.ticker = ticker;
    this.random = random;
  }

  /** Runs statements of the script's text, and marks the step done. */
  void execute(StepContext context, List<String> statements) throws InterruptedException {
    run(context, context.step().locks(), statements, session -> done(context, session));
  }

  /** Runs statements that take a step back, and marks it undone. */
  void undo(StepContext context, List<String> statements) throws InterruptedException {
    run(
        context,
        context.step().locks(),
        statements,
        session ->
            Journal.on(session.connection())
                .steps()
                .undone(context.migration(), context.step().id()));
  }

  /**
   * As {@link #execute}, with other locks than the step's, and with more to write beside the mark.
   */
  void execute(
      StepContext context,
      List<LockClaim> claims,
      List<String> statements,
      PoliteTransaction.Body beside)
      throws InterruptedException {
    run(
        context,
        claims,
        statements,
        session -> {
          beside.run(session);
          done(context, session);
        });
  }

  private void run(
      StepContext context,
      List<LockClaim> claims,
      List<String> statements,
      PoliteTransaction.Body mark)
      throws InterruptedException {
    try (Connection connection = context.sessions().openForScript("step")) {
      PoliteTransaction.of(context, ticker, random)
          .run(
              connection,
              new PoliteTransaction.Request(
                  claims,
                  context.step().work() == Work.INSTANT,
                  session ->
                      EpochGuard.check(session.connection(), context.migration(), context.epoch()),
                  session -> {
                    for (String statement : statements) {
                      session.execute(statement);
                    }
                    mark.run(session);
                  }));
    } catch (SQLException e) {
      throw StepFailures.of(context.step(), e);
    }
  }

  private static void done(StepContext context, LockedSession session) {
    Journal.on(session.connection()).steps().done(context.migration(), context.step().id());
  }
}
