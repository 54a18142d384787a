package dev.instar.migrator.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.instar.migrator.error.ErrorCode;
import dev.instar.migrator.error.MigrationException;
import dev.instar.migrator.journal.MigrationState;
import dev.instar.migrator.plan.LockMode;
import dev.instar.migrator.plan.Phase;
import dev.instar.migrator.plan.Plan;
import dev.instar.migrator.plan.Step;
import dev.instar.migrator.plan.StepAction;
import dev.instar.migrator.plan.TestPlans;
import dev.instar.migrator.plan.Undo;
import dev.instar.migrator.postgresql.TestDatabase;
import dev.instar.migrator.postgresql.shadow.RebuildExecutor;
import dev.instar.migrator.progress.ProgressEvent;
import dev.instar.migrator.schema.TableName;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A real rebuild, run, taken back and contracted. */
class RebuildRunTest {
  private static final TableName T = new TableName("public", "t");
  private static final Step ADD =
      TestPlans.execute(
          "1.1", "t", "ALTER TABLE public.t ADD c int", "ALTER TABLE public.t DROP COLUMN c");
  private static final Step REBUILD =
      TestPlans.step(
          "1.2",
          Phase.MIGRATE,
          new StepAction.Rebuild(T, List.of("ALTER COLUMN id TYPE bigint"), Map.of()),
          new Undo.DropShadow(),
          TestPlans.claim("t", LockMode.ACCESS_EXCLUSIVE));
  private static final Step DROP =
      TestPlans.step(
          "1.3",
          Phase.CONTRACT,
          new StepAction.DropRetained("1.2", T),
          new Undo.Impossible("the old table is gone"));
  private static final Plan PLAN = TestPlans.plan("V1", ADD, REBUILD, DROP);

  private final RebuildExecutor rebuild = new RebuildExecutor();
  private TestDatabase database;

  @BeforeEach
  void prepare() throws SQLException {
    database = TestDatabase.create();
    database.execute(
        "CREATE TABLE public.t (id int PRIMARY KEY, v int)",
        "INSERT INTO public.t SELECT i, i FROM generate_series(1, 2000) i");
  }

  @AfterEach
  void close() throws SQLException {
    database.close();
  }

  @Test
  void expandedThenContractedOnlyTheNewShapeIsLeft() throws Exception {
    assertThat(fixture().migrations().start(PLAN, "c", false).state())
        .isEqualTo(MigrationState.EXPANDED);
    assertThat(type()).isEqualTo("bigint");
    assertThat(fixture().migrations().status().orElseThrow().shadows()).hasSize(1);
    assertThatThrownBy(() -> fixture().migrations().abort(Optional.empty()))
        .isInstanceOfSatisfying(
            MigrationException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.UNSAFE))
        .hasMessageContaining("no way back after the swap");

    assertThat(fixture().migrations().contract(Optional.empty()).state())
        .isEqualTo(MigrationState.DONE);

    assertThat(database.rows("SELECT nspname FROM pg_namespace WHERE nspname ~ '^instar'"))
        .containsExactly("instar");
    assertThat(slotsAndPublications()).isEmpty();
    assertThat(database.value("SELECT count(*) FROM instar.shadow")).isEqualTo("0");
    assertThat(database.value("SELECT count(*), sum(id) FROM public.t")).isEqualTo("2000|2001000");
  }

  @Test
  void takenBackWhileItCopiesNothingIsLeft() throws Exception {
    String before = catalog();
    CountDownLatch begun = new CountDownLatch(1);
    RunFixture fixture = fixture();
    // Paused, the copy cannot end before the abort comes.
    fixture.rebuild(
        context -> {
          fixture.remote().pause();
          begun.countDown();
          rebuild.execute(context);
        });
    CompletableFuture<RunOutcome> run =
        CompletableFuture.supplyAsync(() -> fixture.migrations().start(PLAN, "c", false));
    assertThat(begun.await(60, TimeUnit.SECONDS)).isTrue();
    database.await("SELECT EXISTS (SELECT FROM instar.shadow WHERE phase = 'copying')");

    assertThat(fixture().migrations().abort(Optional.empty()).state())
        .isEqualTo(MigrationState.ABORTED);

    assertThat(run.get(60, TimeUnit.SECONDS).state()).isEqualTo(MigrationState.ABORTED);
    assertThat(catalog()).isEqualTo(before);
    assertThat(slotsAndPublications()).isEmpty();
    assertThat(database.value("SELECT count(*) FROM instar.shadow")).isEqualTo("0");
  }

  @Test
  void stoppedWhileItCopiesTheNextRunnerGoesOn() throws Exception {
    RunFixture stopped = fixture();
    CountDownLatch begun = new CountDownLatch(1);
    stopped.rebuild(
        context -> {
          stopped.remote().pause();
          begun.countDown();
          rebuild.execute(context);
        });
    Migrations first = stopped.migrations();
    CompletableFuture<RunOutcome> run =
        CompletableFuture.supplyAsync(() -> first.start(PLAN, "c", false));
    assertThat(begun.await(60, TimeUnit.SECONDS)).isTrue();
    database.await("SELECT EXISTS (SELECT FROM instar.shadow WHERE phase = 'copying')");
    first.stop();
    assertThat(run.get(60, TimeUnit.SECONDS).stopped()).isTrue();
    database.execute("INSERT INTO public.t VALUES (0, 0)", "DELETE FROM public.t WHERE id = 7");

    assertThat(fixture().migrations().resume(true).state()).isEqualTo(MigrationState.DONE);

    assertThat(type()).isEqualTo("bigint");
    assertThat(database.value("SELECT count(*), sum(id) FROM public.t")).isEqualTo("2000|2000993");
  }

  /**
   * The server ends the reader of a slot that it gives up, which looks like a lost connection. But
   * no other one brings the slot back.
   */
  @Test
  void aSlotThatIsLostWhileItRunsStopsItAtOnce() throws Exception {
    RunFixture fixture = fixture();
    CountDownLatch begun = new CountDownLatch(1);
    fixture.rebuild(
        context -> {
          fixture.remote().pause();
          begun.countDown();
          rebuild.execute(context);
        });
    CompletableFuture<RunOutcome> run =
        CompletableFuture.supplyAsync(() -> fixture.migrations().start(PLAN, "c", false));
    assertThat(begun.await(60, TimeUnit.SECONDS)).isTrue();
    database.await("SELECT EXISTS (SELECT FROM instar.shadow WHERE phase = 'copying')");
    dropSlots();

    assertThat(run)
        .failsWithin(Duration.ofSeconds(20))
        .withThrowableThat()
        .havingCause()
        .isInstanceOfSatisfying(
            MigrationException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.SLOT_LOST));
    assertThat(fixture.events).noneMatch(RebuildRunTest::triesAgain);
    assertThat(type()).isEqualTo("integer");
  }

  /** Its reader may be there, or there again: until there is no slot any more. */
  private void dropSlots() throws SQLException {
    String slots = "FROM pg_replication_slots WHERE database = current_database()";
    while (!database.value("SELECT count(*) " + slots).equals("0")) {
      try {
        database.execute("SELECT pg_terminate_backend(active_pid) " + slots);
        database.execute("SELECT pg_drop_replication_slot(slot_name) " + slots);
      } catch (SQLException e) {
        // 55006: in use; 42704: gone.
        assertThat(e.getSQLState()).isIn("55006", "42704");
      }
    }
  }

  private static boolean triesAgain(ProgressEvent event) {
    return event instanceof ProgressEvent.Notice notice
        && notice.message().contains("trying again");
  }

  private RunFixture fixture() {
    return new RunFixture(database).rebuild(rebuild).cleanup(rebuild);
  }

  private String type() throws SQLException {
    return database.value(
        "SELECT format_type(atttypid, atttypmod) FROM pg_attribute WHERE attrelid ="
            + " 'public.t'::regclass AND attname = 'id'");
  }

  private List<String> slotsAndPublications() throws SQLException {
    return database.rows(
        "SELECT slot_name FROM pg_replication_slots WHERE database = current_database()"
            + " UNION ALL SELECT pubname FROM pg_publication");
  }

  private String catalog() throws SQLException {
    return database
        .rows(
            "SELECT n.nspname, c.relname, a.attname FROM pg_namespace n LEFT JOIN (pg_class c JOIN"
                + " pg_attribute a ON attrelid = c.oid AND attnum > 0 AND NOT attisdropped) ON"
                + " n.oid = relnamespace WHERE nspname NOT IN ('pg_catalog', 'information_schema',"
                + " 'pg_toast', 'instar') ORDER BY 1, 2, 3")
        .toString();
  }
}
