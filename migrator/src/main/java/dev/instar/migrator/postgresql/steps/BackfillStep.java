package dev.instar.migrator.postgresql.steps;

import dev.instar.migrator.error.ErrorCode;
import dev.instar.migrator.error.MigrationException;
import dev.instar.migrator.execute.StepContext;
import dev.instar.migrator.execute.Ticker;
import dev.instar.migrator.journal.BackfillRow;
import dev.instar.migrator.journal.Journal;
import dev.instar.migrator.plan.LockMode;
import dev.instar.migrator.plan.StepAction;
import dev.instar.migrator.postgresql.lock.Backoff;
import dev.instar.migrator.postgresql.lock.Blocker;
import dev.instar.migrator.postgresql.lock.Blockers;
import dev.instar.migrator.postgresql.session.SqlStates;
import dev.instar.migrator.progress.ProgressEvent;
import dev.instar.migrator.throttle.Throttle;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/**
 * A throttled UPDATE along the key, batch by batch; the frontier is saved in the batch's
 * transaction (I5). When the end is reached, rows that still need it are looked for once more: one
 * whose key was moved back over the frontier was passed. Where there is no key, see {@link
 * BackfillKey}.
 */
final class BackfillStep {
  /** A row can slip through one pass only by its key's moving back just then. */
  private static final int PASSES = 3;

  private final Ticker ticker;
  private final RandomGenerator random;

  BackfillStep(Ticker ticker, RandomGenerator random) {
    this.ticker = ticker;
    this.random = random;
  }

  void execute(StepContext context, StepAction.Backfill action) throws InterruptedException {
    try (Connection connection = context.sessions().openForScript("step")) {
      BackfillKey key =
          BackfillKey.of(
              connection, action.table(), action.assignments().keySet(), action.repeatable());
      BackfillBatch batch =
          new BackfillBatch(context, connection, key, new BackfillStatements(action, key));
      long updated = 1;
      // Without a key rows slip through as often as they are written: as long as it helps.
      for (int pass = 1; pass <= PASSES || (key.isPlace() && updated > 0); pass++) {
        updated = pass(context, connection, key, batch);
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

  /** Goes over the table once; returns how many rows it updated. */
  private long pass(
      StepContext context, Connection connection, BackfillKey key, BackfillBatch batch)
      throws SQLException, InterruptedException {
    BackfillRow row =
        Journal.on(connection).backfill().read(context.migration(), context.step().id());
    if (key.isPlace() || row.frontier().size() != key.columns().size()) {
      // The first batch, or another key than the last run's.
      row = new BackfillRow(List.of(), row.rowsDone());
    }
    long before = row.rowsDone();
    BatchSize size = new BatchSize(context.options().chunkTime());
    Backoff backoff = new Backoff(Duration.ofMillis(20), Duration.ofSeconds(2), random);
    Speed speed = new Speed(context, ticker);
    long stuckSince = ticker.nanos();
    boolean oneByOne = false;
    while (true) {
      context.control().check();
      context.throttle().acquire(Throttle.Demand.BACKFILL);
      long begun = ticker.nanos();
      int rows = (int) context.throttle().pieceRows(size.rows());
      Optional<BackfillBatch.Result> result = attempt(batch, row, rows, oneByOne);
      Duration elapsed = Duration.ofNanos(ticker.nanos() - begun);
      if (result.isPresent()) {
        BackfillBatch.Result done = result.get();
        boolean moved = !done.row().equals(row);
        row = done.row();
        context.throttle().used(Throttle.Demand.BACKFILL, done.rows(), elapsed);
        speed.report(row.rowsDone());
        if (done.end()) {
          return row.rowsDone() - before;
        }
        oneByOne = done.left();
        if (moved) {
          if (!oneByOne && rows == size.rows()) {
            size.took(elapsed);
          }
          backoff.reset();
          stuckSince = ticker.nanos();
          continue;
        }
      } else {
        size.shrink();
      }
      if (ticker.nanos() - stuckSince > context.options().lockPatience().toNanos()) {
        throw stuck(context, connection, key);
      }
      ticker.sleep(backoff.next());
    }
  }

  /** One batch; empty if it met a lock, and was rolled back. */
  private static Optional<BackfillBatch.Result> attempt(
      BackfillBatch batch, BackfillRow row, int rows, boolean oneByOne) throws SQLException {
    try {
      return Optional.of(oneByOne ? batch.first(row) : batch.run(row, rows));
    } catch (SQLException e) {
      String state = SqlStates.of(e);
      if (state.equals(SqlStates.LOCK_NOT_AVAILABLE) || state.equals(SqlStates.DEADLOCK_DETECTED)) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private static MigrationException stuck(
      StepContext context, Connection connection, BackfillKey key) throws SQLException {
    List<Blocker> writers = Blockers.of(connection, List.of(key.oid()), LockMode.SHARE);
    return new MigrationException(
        ErrorCode.LOCK_NOT_AVAILABLE,
        "step %s: a row has been locked for %d s%s"
            .formatted(
                context.step().id(),
                context.options().lockPatience().toSeconds(),
                writers.isEmpty()
                    ? ""
                    : "; writing to the table: "
                        + writers.stream()
                            .map(Blocker::describe)
                            .collect(Collectors.joining("; "))),
        "Wait until that has ended, or end it with pg_terminate_backend; then run 'instar"
            + " resume'.");
  }
}
