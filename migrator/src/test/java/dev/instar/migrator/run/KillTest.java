package dev.instar.migrator.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.instar.engine.oracle.PostgresServer;
import dev.instar.engine.oracle.PostgresVersion;
import dev.instar.migrator.journal.MigrationState;
import dev.instar.migrator.plan.LockMode;
import dev.instar.migrator.plan.Phase;
import dev.instar.migrator.plan.Plan;
import dev.instar.migrator.plan.Step;
import dev.instar.migrator.plan.StepAction;
import dev.instar.migrator.plan.TestPlans;
import dev.instar.migrator.plan.Undo;
import dev.instar.migrator.postgresql.TestDatabase;
import dev.instar.migrator.progress.Progress;
import dev.instar.migrator.progress.ProgressEvent;
import dev.instar.migrator.schema.TableName;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Killed anywhere, a migration resumes or is taken back, and nothing is lost or done twice. */
class KillTest {
  private static final TableName T = new TableName("public", "t");

  /** Not idempotent: done twice, the count would tell. */
  private static final Step COUNT =
      TestPlans.step(
          "1.1",
          Phase.EXPAND,
          new StepAction.Execute(List.of("UPDATE public.counter SET n = n + 1")),
          new Undo.Sql(List.of("UPDATE public.counter SET n = n - 1")),
          TestPlans.claim("counter", LockMode.ROW_EXCLUSIVE));

  private static final Plan PLAN =
      TestPlans.plan(
          "V1",
          COUNT,
          TestPlans.execute(
              "1.2", "t", "ALTER TABLE public.t ADD c int", "ALTER TABLE public.t DROP COLUMN c"),
          TestPlans.step(
              "1.3",
              Phase.MIGRATE,
              new StepAction.Backfill(T, Map.of("c", "id * 2"), "c IS NULL"),
              new Undo.Nothing("-")),
          TestPlans.step(
              "1.4",
              Phase.EXPAND,
              new StepAction.BuildIndex(
                  T, "t_c", "CREATE UNIQUE INDEX CONCURRENTLY t_c ON public.t (c)"),
              new Undo.Autonomous("DROP INDEX CONCURRENTLY IF EXISTS public.t_c")));

  private static TestDatabase database;

  @BeforeAll
  static void create() throws SQLException {
    database = TestDatabase.create();
  }

  @AfterAll
  static void close() throws SQLException {
    database.close();
  }

  /** As kill -9: the process says no more, and its connections are cut. */
  private static final class Killed extends Error {
    private static final long serialVersionUID = 1L;
  }

  @Test
  void killedAtEveryBoundaryItResumes() throws Exception {
    int boundary = 1;
    while (true) {
      prepare(database);
      if (!killed(database, boundary, m -> m.start(PLAN, "c", false))) {
        break;
      }
      RunOutcome outcome = new RunFixture(database).migrations().resume(false);
      assertThat(outcome.state()).as("boundary %d", boundary).isEqualTo(MigrationState.DONE);
      assertDone(database, boundary);
      boundary++;
    }
    // Every step begins and ends.
    assertThat(boundary).isGreaterThan(8);
  }

  @Test
  void killedWhileItIsTakenBackItIsTakenBackByTheNext() throws Exception {
    int boundary = 1;
    while (true) {
      prepare(database);
      String before = catalog(database);
      // Killed when the last step has begun: the most there is to take back.
      assertThat(killed(database, 7, m -> m.start(PLAN, "c", false))).isTrue();
      boolean again = killed(database, boundary, m -> m.abort(Optional.empty()));
      if (again) {
        new RunFixture(database).migrations().resume(false);
      }
      assertThat(database.value("SELECT state FROM instar.migration")).isEqualTo("aborted");
      assertThat(catalog(database)).as("boundary %d", boundary).isEqualTo(before);
      assertThat(database.value("SELECT n FROM public.counter")).isEqualTo("0");
      if (!again) {
        break;
      }
      boundary++;
    }
    assertThat(boundary).isGreaterThan(3);
  }

  @Test
  void cutConnectionsAreMadeAgainAndNothingIsDoneTwice() throws Exception {
    prepare(database);
    AtomicInteger cuts = new AtomicInteger();
    RunFixture fixture = new RunFixture(database);
    fixture.onEvent(
        event -> {
          if (event instanceof ProgressEvent.StepStarted && cuts.incrementAndGet() % 2 == 1) {
            terminate(database);
          }
        });
    assertThat(fixture.migrations().start(PLAN, "c", false).state()).isEqualTo(MigrationState.DONE);
    assertThat(cuts.get()).isGreaterThan(4);
    assertDone(database, 0);
    assertThat(fixture.events)
        .anyMatch(
            e ->
                e instanceof ProgressEvent.Notice notice
                    && notice.message().startsWith("lost the server"));
  }

  @Test
  void aRestartOfTheServerIsOutlived() throws Exception {
    try (PostgresServer server = PostgresServer.start(PostgresVersion.V17);
        TestDatabase database = TestDatabase.on(server)) {
      prepare(database);
      AtomicInteger steps = new AtomicInteger();
      CompletableFuture<Void> restart = new CompletableFuture<>();
      RunFixture fixture = new RunFixture(database);
      fixture.onEvent(
          event -> {
            if (event instanceof ProgressEvent.StepStarted && steps.incrementAndGet() == 3) {
              server.stop();
              // Down for a while: the first attempts to come back fail.
              CompletableFuture.delayedExecutor(2, TimeUnit.SECONDS)
                  .execute(
                      () -> {
                        server.start();
                        restart.complete(null);
                      });
            }
          });
      assertThat(fixture.migrations().start(PLAN, "c", false).state())
          .isEqualTo(MigrationState.DONE);
      restart.get(60, TimeUnit.SECONDS);
      database.reconnect();
      assertDone(database, 0);
    }
  }

  private interface Operation {
    RunOutcome run(Migrations migrations);
  }

  /** Runs the operation and kills it at its n-th event; false if it ended before. */
  private static boolean killed(TestDatabase database, int boundary, Operation operation)
      throws SQLException {
    AtomicInteger events = new AtomicInteger();
    Progress kill =
        event -> {
          if (events.incrementAndGet() == boundary) {
            terminate(database);
            throw new Killed();
          }
        };
    try {
      operation.run(new RunFixture(database).onEvent(kill).migrations());
      return false;
    } catch (Killed e) {
      // Its lease has run out by the time that somebody comes.
      database.execute("UPDATE instar.lease SET heartbeat_at = heartbeat_at - interval '1 minute'");
      return true;
    }
  }

  private static void terminate(TestDatabase database) {
    try {
      database.terminate("instar %");
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void prepare(TestDatabase database) throws SQLException {
    database.reset();
    database.execute(
        "CREATE TABLE public.counter (n int)",
        "INSERT INTO public.counter VALUES (0)",
        "CREATE TABLE public.t (id int PRIMARY KEY, v int)",
        "INSERT INTO public.t SELECT i, i FROM generate_series(1, 2500) i");
  }

  private static void assertDone(TestDatabase database, int boundary) throws SQLException {
    assertThat(database.value("SELECT n FROM public.counter"))
        .as("boundary %d", boundary)
        .isEqualTo("1");
    assertThat(database.value("SELECT count(*) FROM public.t WHERE c = id * 2")).isEqualTo("2500");
    assertThat(
            database.rows(
                "SELECT indexrelid::regclass, indisvalid FROM pg_index WHERE indrelid ="
                    + " 'public.t'::regclass ORDER BY 1"))
        .containsExactly("t_pkey|t", "t_c|t");
  }

  private static String catalog(TestDatabase database) throws SQLException {
    return database
        .rows(
            "SELECT c.relname, a.attname FROM pg_class c JOIN pg_attribute a ON attrelid = c.oid"
                + " WHERE relnamespace = 'public'::regnamespace AND attnum > 0 AND NOT"
                + " attisdropped ORDER BY 1, 2")
        .toString();
  }
}
