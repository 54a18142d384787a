package dev.instar.migrator.postgresql.steps;

import dev.instar.migrator.execute.StepContext;
import dev.instar.migrator.plan.StepAction;
import dev.instar.migrator.progress.ProgressEvent;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * Gives rows the values that they lack, in batches. When the end is reached, rows that still need
 * it are looked for once more: one whose key was moved back over the frontier was passed. Where
 * there is no key, see {@link BatchKey}.
 */
final class BackfillStep {
  /** A row can slip through one pass only by its key's moving back just then. */
  private static final int PASSES = 3;

  private final Batches batches;

  BackfillStep(Batches batches) {
    this.batches = batches;
  }

  void execute(StepContext context, StepAction.Backfill action) throws InterruptedException {
    try (Connection connection = context.sessions().openForScript("step")) {
      BatchKey key = BatchKey.of(connection, action);
      Batch batch = new Batch(context, connection, key, BatchStatements.of(action, key));
      long updated = 1;
      // Without a key rows slip through as often as they are written: as long as it helps.
      for (int pass = 1; pass <= PASSES || (key.isPlace() && updated > 0); pass++) {
        updated = batches.run(context, connection, key, batch, batch.saved());
        if (!batch.anythingLeft()) {
          return;
        }
      }
      context
          .progress()
          .report(
              new ProgressEvent.Notice(
                  "step %s: rows of %s that need it are still being written"
                      .formatted(context.step().id(), action.table())));
    } catch (SQLException e) {
      throw StepFailures.of(context.step(), e);
    }
  }
}
