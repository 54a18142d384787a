package dev.instar.migrator.postgresql.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.instar.migrator.error.ErrorCode;
import dev.instar.migrator.error.MigrationException;
import dev.instar.migrator.execute.StepContext;
import dev.instar.migrator.journal.StepState;
import dev.instar.migrator.plan.Step;
import dev.instar.migrator.plan.StepAction;
import dev.instar.migrator.plan.Undo;
import dev.instar.migrator.postgresql.TestDatabase;
import dev.instar.migrator.schema.TableName;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class IndexStepsTest {
  private static final TableName T = new TableName("public", "t");
  private static final Step BUILD =
      StepFixture.step(
          new StepAction.BuildIndex(
              T, "t_v", "CREATE UNIQUE INDEX CONCURRENTLY t_v ON public.t (v)"),
          new Undo.Autonomous("DROP INDEX CONCURRENTLY IF EXISTS public.t_v"));

  private StepFixture fixture;
  private TestDatabase database;

  @BeforeEach
  void prepare() throws SQLException {
    fixture = new StepFixture();
    database = fixture.database;
    database.execute(
        "CREATE TABLE public.t (id int PRIMARY KEY, v int)",
        "INSERT INTO public.t SELECT i, i FROM generate_series(1, 1000) i");
  }

  @AfterEach
  void close() throws SQLException {
    fixture.close();
  }

  @Test
  void anIndexIsBuiltAndFoundDoneWhenTheStepIsTriedAgain() throws Exception {
    StepContext context = fixture.enter(BUILD);
    fixture.steps.execute(context);
    String built = database.value("SELECT 't_v'::regclass::oid");
    fixture.steps.execute(context);
    assertThat(database.value("SELECT 't_v'::regclass::oid")).isEqualTo(built);
    assertThat(valid()).isEqualTo("t");

    fixture.steps.undo(context, StepState.DONE);
    fixture.steps.undo(context, StepState.DONE);
    assertThat(database.value("SELECT to_regclass('t_v') IS NULL")).isEqualTo("t");
  }

  @Test
  void duplicatesAreNamedAndNoInvalidIndexIsLeft() throws Exception {
    database.execute("INSERT INTO public.t VALUES (2001, 7)");
    StepContext context = fixture.enter(BUILD);
    assertThatThrownBy(() -> fixture.steps.execute(context))
        .isInstanceOfSatisfying(
            MigrationException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.DUPLICATE_ROWS))
        .hasMessageContaining("(v)=(7)");
    assertThat(database.value("SELECT to_regclass('t_v') IS NULL")).isEqualTo("t");

    database.execute("DELETE FROM public.t WHERE id = 2001");
    fixture.steps.execute(context);
    assertThat(valid()).isEqualTo("t");
  }

  @Test
  void anInvalidLeftoverIsReplacedThoughTheStatementWouldBeContentWithIt() throws Exception {
    database.execute("INSERT INTO public.t VALUES (2001, 7)");
    assertThatThrownBy(
            () ->
                database.execute(
                    "CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS t_v ON public.t (v)"))
        .isInstanceOf(SQLException.class);
    assertThat(valid()).isEqualTo("f");
    database.execute("DELETE FROM public.t WHERE id = 2001");

    fixture.steps.execute(
        fixture.enter(
            StepFixture.step(
                new StepAction.BuildIndex(
                    T, "t_v", "CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS t_v ON public.t (v)"),
                BUILD.undo())));
    assertThat(valid()).isEqualTo("t");
  }

  @Test
  void anIndexThatWasThereBeforeIsNotTakenForOursAndNotDroppedByAnAbort() throws Exception {
    database.execute("CREATE INDEX t_v ON public.t (v)");
    StepContext context = fixture.enter(BUILD);
    assertThatThrownBy(() -> fixture.steps.execute(context))
        .isInstanceOfSatisfying(
            MigrationException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.OBJECT_EXISTS));
    fixture.steps.undo(context, StepState.RUNNING);
    assertThat(valid()).isEqualTo("t");
  }

  @Test
  void whoseTransactionIsWaitedForIsSaidAndTheApplicationGoesOn() throws Exception {
    StepContext context = fixture.enter(BUILD);
    try (Connection old = database.connect();
        Connection application = database.connect()) {
      old.setAutoCommit(false);
      TestDatabase.execute(
          old, "SET application_name = 'report'", "UPDATE public.t SET v = v WHERE id = 1");
      CompletableFuture<Void> build = CompletableFuture.runAsync(() -> execute(context));
      while (fixture.notices.stream().noneMatch(n -> n.contains("report"))) {
        assertThat(build).isNotDone();
        Thread.sleep(5);
      }
      long begun = System.nanoTime();
      TestDatabase.execute(application, "UPDATE public.t SET v = -v WHERE id = 2");
      assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(2));
      old.commit();
      build.get(60, TimeUnit.SECONDS);
      assertThat(valid()).isEqualTo("t");
    }
  }

  @Test
  void anAbortCancelsTheBuildAndTheUndoDropsWhatItLeft() throws Exception {
    StepContext context = fixture.enter(BUILD);
    try (Connection old = database.connect()) {
      old.setAutoCommit(false);
      TestDatabase.execute(old, "UPDATE public.t SET v = v WHERE id = 1");
      CompletableFuture<Void> build = CompletableFuture.runAsync(() -> execute(context));
      database.await("SELECT to_regclass('public.t_v') IS NOT NULL");
      fixture.check =
          () -> {
            throw new MigrationException(ErrorCode.ABORTED, "abort", "");
          };
      assertThatThrownBy(() -> build.get(60, TimeUnit.SECONDS)).hasRootCauseMessage("abort");
      assertThat(valid()).isEqualTo("f");
    }
    fixture.check = () -> {};
    fixture.steps.undo(context, StepState.RUNNING);
    assertThat(database.value("SELECT to_regclass('t_v') IS NULL")).isEqualTo("t");
  }

  @Test
  void aDroppedIndexIsBuiltAgainByItsUndo() throws Exception {
    database.execute("CREATE INDEX t_v ON public.t (v)");
    StepContext context =
        fixture.enter(
            StepFixture.step(
                new StepAction.DropIndex(
                    new TableName("public", "t_v"), "DROP INDEX CONCURRENTLY public.t_v"),
                new Undo.Autonomous("CREATE INDEX CONCURRENTLY t_v ON public.t (v)")));
    fixture.steps.execute(context);
    fixture.steps.execute(context);
    assertThat(database.value("SELECT to_regclass('t_v') IS NULL")).isEqualTo("t");
    fixture.steps.undo(context, StepState.DONE);
    fixture.steps.undo(context, StepState.DONE);
    assertThat(valid()).isEqualTo("t");
  }

  private void execute(StepContext context) {
    try {
      fixture.steps.execute(context);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private String valid() throws SQLException {
    return database.value(
        "SELECT indisvalid FROM pg_index WHERE indexrelid = 'public.t_v'::regclass");
  }
}
