package dev.instar.migrator.postgresql.steps;

import dev.instar.migrator.error.ErrorCode;
import dev.instar.migrator.error.MigrationException;
import dev.instar.migrator.execute.StepContext;
import dev.instar.migrator.execute.Ticker;
import dev.instar.migrator.journal.BackfillRow;
import dev.instar.migrator.plan.LockMode;
import dev.instar.migrator.postgresql.lock.Backoff;
import dev.instar.migrator.postgresql.lock.Blocker;
import dev.instar.migrator.postgresql.lock.Blockers;
import dev.instar.migrator.postgresql.session.SqlStates;
import dev.instar.migrator.throttle.Throttle;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/** Goes over a table batch by batch, throttled; the frontier is saved with each batch (I5). */
final class Batches {
  private final Ticker ticker;
  private final RandomGenerator random;

  Batches(Ticker ticker, RandomGenerator random) {
    this.ticker = ticker;
    this.random = random;
  }

  /**
   * Goes over the table once, from where it stands to its end.
   *
   * @return how many rows it wrote
   * @throws MigrationException with LOCK_NOT_AVAILABLE when a row is locked for longer than the
   *     patience lasts
   */
  long run(StepContext context, Connection connection, BatchKey key, Batch batch, BackfillRow from)
      throws SQLException, InterruptedException {
    BackfillRow row = from;
    BatchSize size = new BatchSize();
    Backoff backoff = new Backoff(Duration.ofMillis(20), Duration.ofSeconds(2), random);
    Speed speed = new Speed(context, ticker);
    long stuckSince = ticker.nanos();
    List<String> held = List.of();
    while (true) {
      context.control().check();
      context.throttle().acquire(Throttle.Demand.BACKFILL);
      long begun = ticker.nanos();
      int rows = (int) context.throttle().pieceRows(size.rows());
      Optional<Batch.Result> result = attempt(batch, row, rows, held);
      Duration elapsed = Duration.ofNanos(ticker.nanos() - begun);
      if (result.isPresent()) {
        Batch.Result done = result.get();
        context.throttle().used(Throttle.Demand.BACKFILL, done.rows(), elapsed);
        if (held.isEmpty() && done.held().isEmpty() && rows == size.rows()) {
          size.took(elapsed, context.throttle().pieceTime(context.options().chunkTime()));
        }
        if (!done.row().equals(row)) {
          row = done.row();
          stuckSince = ticker.nanos();
        }
        held = done.held();
        speed.report(row.rowsDone());
        if (done.end()) {
          return row.rowsDone() - from.rowsDone();
        }
        backoff.reset();
        continue;
      }
      size.shrink();
      if (ticker.nanos() - stuckSince > context.options().lockPatience().toNanos()) {
        throw stuck(context, connection, key);
      }
      ticker.sleep(backoff.next());
    }
  }

  /** One batch; empty if it met a lock, and was rolled back. */
  private static Optional<Batch.Result> attempt(
      Batch batch, BackfillRow row, int rows, List<String> held) throws SQLException {
    try {
      return Optional.of(held.isEmpty() ? batch.next(row, rows) : batch.waiting(row, held));
    } catch (SQLException e) {
      String state = SqlStates.of(e);
      if (state.equals(SqlStates.LOCK_NOT_AVAILABLE) || state.equals(SqlStates.DEADLOCK_DETECTED)) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private static MigrationException stuck(StepContext context, Connection connection, BatchKey key)
      throws SQLException {
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
