package dev.instar.migrator.postgresql.steps;

import dev.instar.migrator.execute.Control;
import dev.instar.migrator.execute.RunOptions;
import dev.instar.migrator.execute.StepContext;
import dev.instar.migrator.execute.Ticker;
import dev.instar.migrator.journal.Journal;
import dev.instar.migrator.journal.JournalSchema;
import dev.instar.migrator.plan.Phase;
import dev.instar.migrator.plan.Step;
import dev.instar.migrator.plan.StepAction;
import dev.instar.migrator.plan.TestPlans;
import dev.instar.migrator.plan.Undo;
import dev.instar.migrator.postgresql.TestDatabase;
import dev.instar.migrator.postgresql.session.Sessions;
import dev.instar.migrator.progress.ProgressEvent;
import dev.instar.migrator.throttle.Throttle;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;

/** One step of a migration that is entered in the journal, without a runner. */
final class StepFixture implements AutoCloseable {
  final TestDatabase database;
  final List<String> notices = new CopyOnWriteArrayList<>();
  final PostgresSteps steps =
      new PostgresSteps(
          context -> {
            throw new AssertionError("no rebuild in this test");
          },
          context -> {
            throw new AssertionError("no rebuild in this test");
          },
          Ticker.SYSTEM,
          new Random(1));

  /** What a test makes of the run's control; nobody asks for anything unless it says so. */
  volatile Runnable check = () -> {};

  volatile Duration patience = Duration.ofSeconds(30);

  volatile Duration chunkTime = Duration.ofMillis(200);

  StepFixture() throws SQLException {
    database = TestDatabase.create();
    JournalSchema.ensure(database.sessions());
  }

  static Step step(StepAction action, Undo undo) {
    return TestPlans.step("1.1", Phase.EXPAND, action, undo);
  }

  /** Enters a migration of one step. */
  StepContext enter(Step step) throws SQLException {
    try (Connection connection = database.sessions().open("test")) {
      long id = Journal.on(connection).migrations().create(TestPlans.plan("x", step), "c");
      Journal.on(connection).steps().running(id, step.id());
      return context(id, step);
    }
  }

  private StepContext context(long migration, Step step) {
    return new StepContext(
        migration,
        0,
        step,
        new Sessions(database.sessions().settings(), "UTC", List.of("pg_catalog", "public")),
        new Control() {
          @Override
          public boolean cutOverRequested() {
            return false;
          }

          @Override
          public void check() {
            check.run();
          }
        },
        Throttle.NONE,
        new RunOptions(chunkTime, 1, Duration.ofMillis(300), patience, false),
        event -> {
          if (event instanceof ProgressEvent.Notice notice) {
            notices.add(notice.message());
          }
        });
  }

  @Override
  public void close() throws SQLException {
    database.close();
  }
}
