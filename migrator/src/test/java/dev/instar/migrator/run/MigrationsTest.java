package dev.instar.migrator.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.instar.migrator.error.ErrorCode;
import dev.instar.migrator.error.MigrationException;
import dev.instar.migrator.journal.MigrationState;
import dev.instar.migrator.journal.StepRow;
import dev.instar.migrator.journal.StepState;
import dev.instar.migrator.plan.LockMode;
import dev.instar.migrator.plan.Phase;
import dev.instar.migrator.plan.Plan;
import dev.instar.migrator.plan.Step;
import dev.instar.migrator.plan.StepAction;
import dev.instar.migrator.plan.TestPlans;
import dev.instar.migrator.plan.Undo;
import dev.instar.migrator.plan.Work;
import dev.instar.migrator.postgresql.TestDatabase;
import dev.instar.migrator.progress.ProgressEvent;
import dev.instar.migrator.schema.TableName;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MigrationsTest {
  private static final TableName T = new TableName("public", "t");
  private static final Step ADD =
      TestPlans.execute(
          "1.1", "t", "ALTER TABLE public.t ADD c int", "ALTER TABLE public.t DROP COLUMN c");
  private static final Step INDEX =
      TestPlans.step(
          "1.2",
          Phase.EXPAND,
          new StepAction.BuildIndex(T, "t_c", "CREATE INDEX CONCURRENTLY t_c ON public.t (c)"),
          new Undo.Autonomous("DROP INDEX CONCURRENTLY IF EXISTS public.t_c"));
  private static final Step FILL =
      TestPlans.step(
          "1.3",
          Phase.MIGRATE,
          new StepAction.Backfill(T, Map.of("c", "id * 2"), "c IS DISTINCT FROM id * 2"),
          new Undo.Nothing("the column goes with its step"));
  private static final Step REBUILD =
      TestPlans.step(
          "1.4",
          Phase.MIGRATE,
          new StepAction.Rebuild(T, List.of(), Map.of()),
          new Undo.DropShadow());
  private static final Step DROP =
      TestPlans.step(
          "1.5",
          Phase.CONTRACT,
          new StepAction.Execute(List.of("ALTER TABLE public.t DROP COLUMN v")),
          new Undo.Impossible("its values are gone"),
          TestPlans.claim("t", LockMode.ACCESS_EXCLUSIVE));

  private static TestDatabase database;
  private RunFixture fixture;

  @BeforeAll
  static void create() throws SQLException {
    database = TestDatabase.create();
  }

  @AfterAll
  static void close() throws SQLException {
    database.close();
  }

  @BeforeEach
  void prepare() throws SQLException {
    database.reset();
    database.execute(
        "CREATE TABLE public.t (id int PRIMARY KEY, v int)",
        "INSERT INTO public.t SELECT i, i FROM generate_series(1, 3000) i");
    fixture = new RunFixture(database);
  }

  @Test
  void withNothingToContractAMigrationIsDoneAndTheSameScriptAgainDoesNothing() throws Exception {
    Plan plan = TestPlans.plan("V1", ADD, INDEX, FILL);
    assertThat(fixture.migrations().start(plan, "c1", false).state())
        .isEqualTo(MigrationState.DONE);
    assertThat(database.value("SELECT count(*) FROM public.t WHERE c = id * 2")).isEqualTo("3000");

    fixture.events.clear();
    RunOutcome again = fixture.migrations().start(plan, "c1", false);
    assertThat(again.state()).isEqualTo(MigrationState.DONE);
    assertThat(again.message()).contains("V1").contains("done");
    assertThat(fixture.events).isEmpty();

    MigrationStatus status = fixture.migrations().status().orElseThrow();
    assertThat(status.steps()).extracting(StepRow::state).containsOnly(StepState.DONE);
    assertThat(status.lease()).isEmpty();
    assertThat(fixture.migrations().list()).hasSize(1);
  }

  @Test
  void whatAKilledProcessHasJustBegunIsGoneOnWith() throws Exception {
    Plan plan = TestPlans.plan("V1", ADD);
    fixture.migrations().start(plan, "c1", false);
    database.execute("UPDATE instar.migration SET state = 'aborted'");
    try (Connection dying = database.connect()) {
      dying.setAutoCommit(false);
      TestDatabase.execute(dying, "UPDATE instar.migration SET state = 'running'");
      CompletableFuture<RunOutcome> next =
          CompletableFuture.supplyAsync(() -> fixture.migrations().start(plan, "c1", false));
      while (database.value("SELECT count(*) FROM pg_locks WHERE NOT granted").equals("0")) {
        assertThat(next).isNotDone();
      }
      dying.commit();
      assertThat(next.get(30, TimeUnit.SECONDS).state()).isEqualTo(MigrationState.DONE);
    }
    assertThat(fixture.migrations().list()).hasSize(1);
    assertThat(fixture.events).contains(new ProgressEvent.Notice("going on with migration V1"));
  }

  @Test
  void withoutStateTablesThereIsNothingToTell() throws SQLException {
    database.execute("DROP SCHEMA IF EXISTS instar CASCADE");
    assertThat(fixture.migrations().status()).isEmpty();
    assertThat(fixture.migrations().list()).isEmpty();
    assertFails(ErrorCode.USAGE, () -> fixture.migrations().resume(false));
    assertFails(ErrorCode.USAGE, () -> fixture.migrations().abort(Optional.empty()));
    assertFails(ErrorCode.USAGE, () -> fixture.migrations().contract(Optional.empty()));
    assertFails(ErrorCode.USAGE, () -> fixture.remote().pause());
  }

  @Test
  void contractIsACommandOfItsOwn() throws Exception {
    Plan plan = TestPlans.plan("V1", ADD, DROP);
    assertThat(fixture.migrations().start(plan, "c1", false).state())
        .isEqualTo(MigrationState.EXPANDED);
    assertThat(columns()).contains("v", "c");
    assertThat(fixture.migrations().start(plan, "c1", false).message()).contains("expanded");

    // Another one that wants the same table would meet a shape that its contract was not planned
    // for.
    assertThatThrownBy(() -> fixture.migrations().start(TestPlans.plan("V2", FILL), "c2", false))
        .hasMessageContaining("V1")
        .hasMessageContaining("public.t");

    assertThat(fixture.migrations().contract(Optional.of("V1")).state())
        .isEqualTo(MigrationState.DONE);
    assertThat(columns()).contains("c").doesNotContain("v");
  }

  @Test
  void anotherScriptWaitsUntilTheUnfinishedOneIsResumedOrTakenBack() throws Exception {
    database.execute("ALTER TABLE public.t ADD c int");
    Plan failing = TestPlans.plan("V1", ADD);
    assertFails(ErrorCode.OBJECT_EXISTS, () -> fixture.migrations().start(failing, "c1", false));
    assertThat(fixture.migrations().status().orElseThrow().migration().lastError().orElseThrow())
        .contains("1.1");

    assertThatThrownBy(() -> fixture.migrations().start(TestPlans.plan("V2", FILL), "c2", false))
        .isInstanceOfSatisfying(
            MigrationException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.UNFINISHED_MIGRATION);
              assertThat(e.advice()).contains("instar resume").contains("instar abort");
            })
        .hasMessageContaining("V1");

    database.execute("ALTER TABLE public.t DROP c");
    // The same script goes on.
    assertThat(fixture.migrations().start(failing, "c1", false).state())
        .isEqualTo(MigrationState.DONE);
  }

  @Test
  void anAbortLeavesNothingBehind() throws Exception {
    String before = catalog();
    database.execute("CREATE UNIQUE INDEX one_v ON public.t ((true)) WHERE v = -1");
    String withIndex = catalog();
    assertThat(withIndex).isNotEqualTo(before);
    Step failing = TestPlans.execute("2.1", "t", "SELECT 1/0", "SELECT 1");
    Plan plan = TestPlans.plan("V1", ADD, INDEX, FILL, failing);
    assertFails(ErrorCode.DATA_CONFLICT, () -> fixture.migrations().start(plan, "c1", false));
    assertThat(catalog()).isNotEqualTo(withIndex);

    RunOutcome outcome = fixture.migrations().abort(Optional.empty());

    assertThat(outcome.state()).isEqualTo(MigrationState.ABORTED);
    assertThat(catalog()).isEqualTo(withIndex);
    assertThat(database.value("SELECT count(*) FROM instar.backfill")).isEqualTo("0");
    assertThat(database.value("SELECT count(*) FROM instar.lease")).isEqualTo("0");
    assertThat(fixture.migrations().status().orElseThrow().steps())
        .extracting(StepRow::state)
        .containsExactly(StepState.UNDONE, StepState.UNDONE, StepState.UNDONE, StepState.UNDONE);
    // And the script can be begun anew.
    assertFails(ErrorCode.DATA_CONFLICT, () -> fixture.migrations().start(plan, "c1", false));
  }

  @Test
  void anExpandedMigrationCanBeTakenBackAsLongAsNothingIsSwapped() throws Exception {
    String before = catalog();
    fixture.migrations().start(TestPlans.plan("V1", ADD, DROP), "c1", false);
    assertThat(fixture.migrations().abort(Optional.empty()).state())
        .isEqualTo(MigrationState.ABORTED);
    assertThat(catalog()).isEqualTo(before);
  }

  @Test
  void whatCannotBeTakenBackIsSaidAndNothingIsTouched() throws Exception {
    Step lossy =
        TestPlans.step(
            "1.0",
            Phase.EXPAND,
            new StepAction.Execute(List.of("ALTER TABLE public.t DROP COLUMN v")),
            new Undo.Impossible("its values are gone"),
            TestPlans.claim("t", LockMode.ACCESS_EXCLUSIVE));
    Step failing = TestPlans.execute("2.1", "t", "SELECT 1/0", "SELECT 1");
    assertFails(
        ErrorCode.DATA_CONFLICT,
        () -> fixture.migrations().start(TestPlans.plan("V1", ADD, lossy, failing), "c1", false));
    String before = catalog();
    assertThatThrownBy(() -> fixture.migrations().abort(Optional.empty()))
        .hasMessageContaining("its values are gone")
        .hasMessageContaining("Done: 1.1, 1.0; begun: 2.1; not begun: none");
    assertThat(catalog()).isEqualTo(before);
    assertThat(fixture.migrations().status().orElseThrow().flags().abort()).isFalse();
  }

  @Test
  void afterTheSwapThereIsNoWayBack() throws Exception {
    fixture.rebuild(
        context -> {
          shadow(context.migration(), "swapped");
          throw new MigrationException(ErrorCode.INTERNAL, "died after the swap", "");
        });
    Plan plan = TestPlans.plan("V1", REBUILD);
    assertFails(ErrorCode.INTERNAL, () -> fixture.migrations().start(plan, "c1", false));
    assertThatThrownBy(() -> fixture.migrations().abort(Optional.empty()))
        .hasMessageContaining("no way back after the swap");
  }

  @Test
  void aRebuildIsTakenBackByItsOwnRoom() throws Exception {
    CountDownLatch discarded = new CountDownLatch(1);
    fixture
        .rebuild(
            context -> {
              shadow(context.migration(), "copying");
              throw new MigrationException(ErrorCode.DATA_CONFLICT, "does not fit", "");
            })
        .cleanup(
            context -> {
              forgetShadow();
              discarded.countDown();
            });
    assertFails(
        ErrorCode.DATA_CONFLICT,
        () -> fixture.migrations().start(TestPlans.plan("V1", REBUILD), "c1", false));
    fixture.migrations().abort(Optional.empty());
    assertThat(discarded.getCount()).isZero();
  }

  @Test
  void aSecondRunnerIsToldWhoRunsIt() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch end = new CountDownLatch(1);
    Plan plan = TestPlans.plan("V1", REBUILD);
    CompletableFuture<RunOutcome> first = startUntil(plan, begun, end);
    assertThat(begun.await(60, TimeUnit.SECONDS)).isTrue();

    assertThatThrownBy(() -> new RunFixture(database).migrations().resume(false))
        .isInstanceOfSatisfying(
            MigrationException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.RUNNER_ACTIVE))
        .hasMessageContaining("process " + ProcessHandle.current().pid());
    assertThat(fixture.migrations().status().orElseThrow().lease()).isPresent();

    end.countDown();
    assertThat(first.get(60, TimeUnit.SECONDS).state()).isEqualTo(MigrationState.DONE);
  }

  @Test
  void anAbortFromAnotherTerminalIsCarriedOutByTheRunner() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch never = new CountDownLatch(1);
    fixture.cleanup(context -> {});
    CompletableFuture<RunOutcome> first =
        startUntil(TestPlans.plan("V1", ADD, REBUILD), begun, never);
    assertThat(begun.await(60, TimeUnit.SECONDS)).isTrue();

    RunOutcome abort = new RunFixture(database).migrations().abort(Optional.empty());

    assertThat(abort.state()).isEqualTo(MigrationState.ABORTED);
    assertThat(first.get(60, TimeUnit.SECONDS).state()).isEqualTo(MigrationState.ABORTED);
    assertThat(columns()).doesNotContain("c");
  }

  @Test
  void pausedFromAnotherTerminalItGoesOnWhenItIsResumed() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    fixture.rebuild(
        context -> {
          begun.countDown();
          while (!context.throttle().reason().equals(Optional.of("paused"))) {
            context.control().check();
            Thread.sleep(5);
          }
        });
    CompletableFuture<RunOutcome> first = start(TestPlans.plan("V1", REBUILD, FILL2));
    assertThat(begun.await(60, TimeUnit.SECONDS)).isTrue();
    fixture.remote().pause();
    database.await("SELECT EXISTS (SELECT FROM instar.step WHERE id = '1.4' AND state = 'done')");
    assertThat(first).isNotDone();
    assertThat(database.value("SELECT state FROM instar.step WHERE id = '1.6'"))
        .isEqualTo("pending");

    RunOutcome resumed = new RunFixture(database).migrations().resume(false);

    assertThat(resumed.stopped()).isFalse();
    assertThat(first.get(60, TimeUnit.SECONDS).state()).isEqualTo(MigrationState.DONE);
  }

  @Test
  void cutOverAndThrottleReachTheRunner() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    fixture.rebuild(
        context -> {
          begun.countDown();
          while (!context.control().cutOverRequested()) {
            context.control().check();
            Thread.sleep(5);
          }
        });
    CompletableFuture<RunOutcome> run = start(TestPlans.plan("V1", REBUILD));
    assertThat(begun.await(60, TimeUnit.SECONDS)).isTrue();
    fixture.remote().throttle("{\"rows\": 5}");
    assertThat(fixture.migrations().status().orElseThrow().flags().throttle())
        .isEqualTo("{\"rows\": 5}");
    fixture.remote().requestCutOver();
    assertThat(run.get(60, TimeUnit.SECONDS).state()).isEqualTo(MigrationState.DONE);
  }

  @Test
  void stoppedItLetsGoAndSaysHowToGoOn() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    Step scan =
        TestPlans.step(
            "1.1",
            Phase.EXPAND,
            new StepAction.Execute(List.of("SELECT pg_catalog.pg_sleep(60)")),
            new Undo.Nothing("-"));
    fixture.onEvent(
        event -> {
          if (event instanceof ProgressEvent.StepStarted) {
            begun.countDown();
          }
        });
    Migrations migrations = fixture.migrations();
    CompletableFuture<RunOutcome> run =
        CompletableFuture.supplyAsync(
            () -> migrations.start(TestPlans.plan("V1", longRunning(scan)), "c1", false));
    assertThat(begun.await(60, TimeUnit.SECONDS)).isTrue();
    database.await(
        "SELECT EXISTS (SELECT FROM pg_stat_activity WHERE query = 'SELECT"
            + " pg_catalog.pg_sleep(60)' AND state = 'active')");
    migrations.stop();

    RunOutcome outcome = run.get(30, TimeUnit.SECONDS);

    assertThat(outcome.stopped()).isTrue();
    assertThat(outcome.message()).contains("instar resume");
    assertThat(database.value("SELECT count(*) FROM instar.lease")).isEqualTo("0");
    assertThat(
            database.value(
                "SELECT count(*) FROM pg_stat_activity WHERE query = 'SELECT"
                    + " pg_catalog.pg_sleep(60)' AND state = 'active'"))
        .isEqualTo("0");
  }

  private static final Step FILL2 =
      TestPlans.step(
          "1.6",
          Phase.MIGRATE,
          new StepAction.Backfill(T, Map.of("v", "0"), "v <> 0"),
          new Undo.Nothing("-"));

  private static Step longRunning(Step step) {
    return new Step(
        step.id(),
        step.phase(),
        step.title(),
        step.action(),
        step.locks(),
        Work.SCAN,
        step.estimate(),
        step.undo(),
        "",
        "");
  }

  private CompletableFuture<RunOutcome> start(Plan plan) {
    Migrations migrations = fixture.migrations();
    return CompletableFuture.supplyAsync(() -> migrations.start(plan, "c1", false));
  }

  /** Starts a run whose rebuild goes on until the latch. */
  private CompletableFuture<RunOutcome> startUntil(
      Plan plan, CountDownLatch begun, CountDownLatch end) {
    fixture.rebuild(
        context -> {
          begun.countDown();
          while (!end.await(5, TimeUnit.MILLISECONDS)) {
            context.control().check();
          }
        });
    return start(plan);
  }

  private void shadow(long migration, String phase) {
    try {
      database.execute(
          "INSERT INTO instar.shadow VALUES ("
              + migration
              + ", '1.4', 'public', 't', 1, 's', 'r', 'slot', 'p', '"
              + phase
              + "', '0/0', '{}') ON CONFLICT DO NOTHING");
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private void forgetShadow() {
    try {
      database.execute("DELETE FROM instar.shadow");
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private List<String> columns() throws SQLException {
    return database.rows(
        "SELECT attname FROM pg_attribute WHERE attrelid = 'public.t'::regclass AND attnum > 0");
  }

  /** All that is in the database outside the state tables. */
  private String catalog() throws SQLException {
    return database
        .rows(
            "SELECT n.nspname, c.relname, c.relkind, a.attname, format_type(atttypid, atttypmod),"
                + " attnotnull, indisvalid FROM pg_class c JOIN pg_namespace n ON n.oid ="
                + " relnamespace LEFT JOIN pg_index ON indexrelid = c.oid LEFT JOIN pg_attribute a"
                + " ON attrelid = c.oid AND attnum > 0 AND NOT attisdropped WHERE nspname NOT IN"
                + " ('pg_catalog', 'information_schema', 'pg_toast', 'instar') ORDER BY 1, 2, 4")
        .toString();
  }

  private static void assertFails(ErrorCode code, ThrowingCallable operation) {
    assertThatThrownBy(operation)
        .isInstanceOfSatisfying(
            MigrationException.class, e -> assertThat(e.code()).isEqualTo(code));
  }
}
