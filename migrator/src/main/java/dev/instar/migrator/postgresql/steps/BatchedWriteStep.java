package dev.instar.migrator.postgresql.steps;

import dev.instar.migrator.execute.StepContext;
import dev.instar.migrator.journal.BackfillRow;
import dev.instar.migrator.plan.StepAction;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * An UPDATE or DELETE of the script in batches. It goes over the table once, up to the greatest key
 * that there was when it began: a statement that does something else when it is done twice, such as
 * {@code SET n = n + 1}, meets every row that keeps its key once, however often it is killed.
 */
final class BatchedWriteStep {
  private final Batches batches;

  BatchedWriteStep(Batches batches) {
    this.batches = batches;
  }

  void execute(StepContext context, StepAction.BatchedWrite action) throws InterruptedException {
    try (Connection connection = context.sessions().openForScript("step")) {
      BatchKey key = BatchKey.of(connection, action);
      Batch batch = new Batch(context, connection, key, BatchStatements.of(action, key));
      BackfillRow row = batch.saved();
      if (row.last().isEmpty()) {
        row = batch.begin();
      }
      if (!row.last().isEmpty() && !row.ended()) {
        batches.run(context, connection, key, batch, row);
      }
    } catch (SQLException e) {
      throw StepFailures.of(context.step(), e);
    }
  }
}
