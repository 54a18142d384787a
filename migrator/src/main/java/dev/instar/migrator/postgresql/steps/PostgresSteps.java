package dev.instar.migrator.postgresql.steps;

import dev.instar.migrator.execute.RebuildCleanup;
import dev.instar.migrator.execute.StepContext;
import dev.instar.migrator.execute.StepExecutor;
import dev.instar.migrator.execute.Ticker;
import dev.instar.migrator.journal.StepState;
import dev.instar.migrator.plan.StepAction;
import dev.instar.migrator.plan.Undo;
import java.sql.SQLException;
import java.util.random.RandomGenerator;

/** Carries out any step, and takes it back. Thread-safe. */
public final class PostgresSteps implements StepExecutor {
  private final StepExecutor rebuild;
  private final RebuildCleanup cleanup;
  private final ExecuteStep execute;
  private final BuildIndexStep buildIndex;
  private final DetachStep detach;
  private final BackfillStep backfill;
  private final BatchedWriteStep batchedWrite;

  /**
   * @param rebuild carries out {@link StepAction.Rebuild}
   * @param cleanup takes one back that is not swapped
   */
  public PostgresSteps(
      StepExecutor rebuild, RebuildCleanup cleanup, Ticker ticker, RandomGenerator random) {
    this.rebuild = rebuild;
    this.cleanup = cleanup;
    this.execute = new ExecuteStep(ticker, random);
    this.buildIndex = new BuildIndexStep(ticker, random);
    this.detach = new DetachStep(ticker, random);
    Batches batches = new Batches(ticker, random);
    this.backfill = new BackfillStep(batches);
    this.batchedWrite = new BatchedWriteStep(batches);
  }

  @Override
  public void execute(StepContext context) throws InterruptedException {
    switch (context.step().action()) {
      case StepAction.Execute action -> execute.execute(context, action.statements());
      case StepAction.BuildIndex action -> buildIndex.execute(context, action);
      case StepAction.DropIndex action -> DropIndexStep.execute(context, action);
      case StepAction.Backfill action -> backfill.execute(context, action);
      case StepAction.BatchedWrite action -> batchedWrite.execute(context, action);
      case StepAction.DetachPartition action -> detach.execute(context, action);
      case StepAction.Rebuild action -> rebuild.execute(context);
      case StepAction.Autonomous action -> AutonomousStep.execute(context, action);
      case StepAction.Analyze action -> AnalyzeStep.execute(context, action, execute);
      case StepAction.DropRetained action -> DropRetainedStep.execute(context, action, execute);
    }
  }

  /**
   * Takes a step back. Can be called again after a crash.
   *
   * @param state RUNNING for a step that was begun and is not marked done, or DONE
   */
  public void undo(StepContext context, StepState state) throws InterruptedException {
    if (state == StepState.RUNNING && context.step().transactional()) {
      // Its mark would have come with it: it has not happened.
      return;
    }
    switch (context.step().undo()) {
      case Undo.Sql undo -> {
        if (context.step().action() instanceof StepAction.DetachPartition action
            && !detach.isDetached(context, action)) {
          return;
        }
        execute.undo(context, undo.statements());
      }
      case Undo.Autonomous undo -> undoAutonomously(context, undo);
      case Undo.DropShadow undo -> cleanup.discard(context);
      case Undo.Nothing undo -> {
        // Nothing to take back.
      }
      case Undo.Impossible undo ->
          throw new IllegalStateException(
              "step " + context.step().id() + " cannot be taken back: " + undo.reason());
    }
  }

  private void undoAutonomously(StepContext context, Undo.Autonomous undo)
      throws InterruptedException {
    switch (context.step().action()) {
      case StepAction.BuildIndex action -> buildIndex.undo(context, action);
      case StepAction.DropIndex action -> DropIndexStep.undo(context, action, undo.statement());
      case StepAction.Execute a -> autonomously(context, undo.statement());
      case StepAction.Backfill a -> autonomously(context, undo.statement());
      case StepAction.BatchedWrite a -> autonomously(context, undo.statement());
      case StepAction.DetachPartition a -> autonomously(context, undo.statement());
      case StepAction.Rebuild a -> autonomously(context, undo.statement());
      case StepAction.Autonomous a -> autonomously(context, undo.statement());
      case StepAction.Analyze a -> autonomously(context, undo.statement());
      case StepAction.DropRetained a -> autonomously(context, undo.statement());
    }
  }

  private static void autonomously(StepContext context, String statement)
      throws InterruptedException {
    try (Autonomous session = new Autonomous(context)) {
      session.execute(statement, (observer, pid) -> {});
    } catch (SQLException e) {
      throw StepFailures.of(context.step(), e);
    }
  }
}
