package dev.instar.migrator.postgresql.steps;

import dev.instar.migrator.error.ErrorCode;
import dev.instar.migrator.error.MigrationException;
import dev.instar.migrator.execute.StepContext;
import dev.instar.migrator.execute.Ticker;
import dev.instar.migrator.journal.GuardedTransaction;
import dev.instar.migrator.journal.Journal;
import dev.instar.migrator.plan.StepAction;
import dev.instar.migrator.postgresql.lock.Backoff;
import dev.instar.migrator.postgresql.session.SqlStates;
import dev.instar.migrator.progress.ProgressEvent;
import dev.instar.migrator.schema.TableName;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * CREATE INDEX CONCURRENTLY, begun as often as it takes: what an attempt has left is INVALID, and
 * dropped before the next one, because IF NOT EXISTS would be content with it.
 */
final class BuildIndexStep {
  private static final Duration LOOK = Duration.ofMillis(500);

  /** In the step's detail, from before the first statement: the index of that name is ours. */
  private static final String BEGUN = "{\"begun\": true}";

  private final Ticker ticker;
  private final RandomGenerator random;

  BuildIndexStep(Ticker ticker, RandomGenerator random) {
    this.ticker = ticker;
    this.random = random;
  }

  void execute(StepContext context, StepAction.BuildIndex action) throws InterruptedException {
    try (Autonomous session = new Autonomous(context)) {
      TableName index = new TableName(action.table().schema(), action.index());
      if (!begun(context, session.observer())) {
        if (IndexState.of(session.observer(), index) == IndexState.VALID) {
          acceptForeign(action, index);
          return;
        }
        GuardedTransaction.run(
            session.observer(),
            context.migration(),
            context.epoch(),
            () -> {
              Journal.on(session.observer())
                  .steps()
                  .detail(context.migration(), context.step().id(), BEGUN);
              return null;
            });
      }
      build(context, session, action, index);
    } catch (SQLException e) {
      throw StepFailures.of(context.step(), e);
    }
  }

  /** Drops the index if it is this step's. */
  void undo(StepContext context, StepAction.BuildIndex action) throws InterruptedException {
    try (Autonomous session = new Autonomous(context)) {
      if (begun(context, session.observer())) {
        DropIndexStep.drop(session, new TableName(action.table().schema(), action.index()));
      }
    } catch (SQLException e) {
      throw StepFailures.of(context.step(), e);
    }
  }

  private static boolean begun(StepContext context, Connection connection) {
    return Journal.on(connection)
        .steps()
        .get(context.migration(), context.step().id())
        .detail()
        .isPresent();
  }

  /**
   * An index of that name that was there before: fine where the script says so, and never dropped.
   */
  private static void acceptForeign(StepAction.BuildIndex action, TableName index) {
    if (!action.statement().toUpperCase(Locale.ROOT).contains("IF NOT EXISTS")) {
      throw new MigrationException(
          ErrorCode.OBJECT_EXISTS,
          "an index " + index + " exists already",
          "Run 'instar abort', rename or drop one of the two, and begin again.");
    }
  }

  private void build(
      StepContext context, Autonomous session, StepAction.BuildIndex action, TableName index)
      throws SQLException, InterruptedException {
    Backoff backoff = new Backoff(Duration.ofMillis(200), Duration.ofSeconds(10), random);
    long begun = ticker.nanos();
    while (true) {
      context.control().check();
      switch (IndexState.of(session.observer(), index)) {
        case VALID -> {
          return;
        }
        case BUILDING -> ticker.sleep(LOOK);
        case INVALID -> DropIndexStep.drop(session, index);
        case ABSENT -> {
          try {
            session.execute(action.statement(), (observer, pid) -> report(context, observer, pid));
          } catch (SQLException e) {
            boolean patient = ticker.nanos() - begun < context.options().lockPatience().toNanos();
            if (!patient || !SqlStates.of(e).equals(SqlStates.DEADLOCK_DETECTED)) {
              throw failed(context, session, index, e);
            }
            ticker.sleep(backoff.next());
          }
        }
      }
    }
  }

  /**
   * Leaves no INVALID index behind where the build failed on its own; it would slow every write.
   */
  private static MigrationException failed(
      StepContext context, Autonomous session, TableName index, SQLException e)
      throws SQLException, InterruptedException {
    MigrationException failure = StepFailures.of(context.step(), e);
    if (failure.code() != ErrorCode.CONNECTION_LOST
        && IndexState.of(session.observer(), index) == IndexState.INVALID) {
      DropIndexStep.drop(session, index);
    }
    return failure;
  }

  private static void report(StepContext context, Connection observer, int pid)
      throws SQLException {
    IndexProgress.of(observer, pid)
        .ifPresent(
            p ->
                context
                    .progress()
                    .report(
                        new ProgressEvent.Snapshot(
                            context.step().id(),
                            "index",
                            p.done(),
                            p.total(),
                            0,
                            0,
                            0,
                            Duration.ZERO,
                            Optional.of(p.phase()).filter(s -> s.startsWith("waiting")),
                            Optional.empty())));
  }
}
