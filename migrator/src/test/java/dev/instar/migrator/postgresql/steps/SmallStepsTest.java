package dev.instar.migrator.postgresql.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.instar.migrator.error.ErrorCode;
import dev.instar.migrator.error.MigrationException;
import dev.instar.migrator.execute.StepContext;
import dev.instar.migrator.journal.StepState;
import dev.instar.migrator.plan.StepAction;
import dev.instar.migrator.plan.Undo;
import dev.instar.migrator.postgresql.TestDatabase;
import dev.instar.migrator.schema.TableName;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Execute, Analyze and DropRetained. */
class SmallStepsTest {
  private static final TableName T = new TableName("public", "t");

  private StepFixture fixture;
  private TestDatabase database;

  @BeforeEach
  void prepare() throws SQLException {
    fixture = new StepFixture();
    database = fixture.database;
    database.execute("CREATE TABLE public.t (id int)", "INSERT INTO public.t VALUES (1), (2)");
  }

  @AfterEach
  void close() throws SQLException {
    fixture.close();
  }

  @Test
  void statementsAndTheirMarkAreOneTransaction() throws Exception {
    fixture.steps.execute(enter("ALTER TABLE public.t ADD a int", "ALTER TABLE t ADD b int"));
    assertThat(database.value("SELECT state FROM instar.step")).isEqualTo("done");
    assertThat(columns()).contains("a", "b");
  }

  @Test
  void whenOneFailsNoneHappensAndTheErrorSaysWhichStep() throws Exception {
    StepContext context =
        enter("ALTER TABLE public.t ADD a int", "ALTER TABLE public.t ALTER nowhere TYPE text");
    assertThatThrownBy(() -> fixture.steps.execute(context))
        .isInstanceOfSatisfying(
            MigrationException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.OBJECT_MISSING))
        .hasMessageContaining("step 1.1")
        .hasMessageContaining("nowhere");
    assertThat(columns()).doesNotContain("a");
    assertThat(database.value("SELECT state FROM instar.step")).isEqualTo("running");
  }

  @Test
  void aStepThatWasBegunAndIsNotMarkedHasNotHappenedAndIsNotUndone() throws Exception {
    StepContext context = enter("ALTER TABLE public.t ADD a int");
    database.execute("ALTER TABLE public.t ADD a int");
    fixture.steps.undo(context, StepState.RUNNING);
    assertThat(columns()).contains("a");
    fixture.steps.undo(context, StepState.DONE);
    assertThat(columns()).doesNotContain("a");
    assertThat(database.value("SELECT state FROM instar.step")).isEqualTo("undone");
  }

  @Test
  void analyzeWritesStatistics() throws Exception {
    fixture.steps.execute(
        fixture.enter(
            StepFixture.step(
                new StepAction.Analyze(T, List.of("id"), Optional.empty()),
                new Undo.Nothing("-"))));
    assertThat(database.value("SELECT count(*) FROM pg_stats WHERE tablename = 't'"))
        .isEqualTo("1");
  }

  @Test
  void theRetainedTableIsDroppedWithItsSchemasAndItsRows() throws Exception {
    StepContext context = enterDrop("instar_old");
    database.execute(
        "ALTER TABLE public.t SET SCHEMA instar_old", "CREATE TABLE public.t (id bigint)");
    fixture.steps.execute(context);
    assertThat(database.value("SELECT count(*) FROM pg_namespace WHERE nspname ~ '^instar_'"))
        .isEqualTo("0");
    assertThat(database.value("SELECT count(*) FROM instar.shadow")).isEqualTo("0");
    assertThat(database.value("SELECT state FROM instar.step")).isEqualTo("done");
    assertThat(database.value("SELECT to_regclass('public.t') IS NOT NULL")).isEqualTo("t");
  }

  @Test
  void aTableThatIsNotWhereTheSwapLeftItIsNotDropped() throws Exception {
    // As if somebody had moved the old table back.
    StepContext context = enterDrop("instar_old");
    assertThatThrownBy(() -> fixture.steps.execute(context))
        .isInstanceOfSatisfying(
            MigrationException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.FOREIGN_CHANGE))
        .hasMessageContaining("public.t");
    assertThat(database.value("SELECT count(*) FROM public.t")).isEqualTo("2");
  }

  @Test
  void whatSomebodyHungOnTheRetainedTableStopsTheDrop() throws Exception {
    StepContext context = enterDrop("instar_old");
    database.execute(
        "CREATE VIEW public.theirs AS SELECT * FROM public.t",
        "ALTER TABLE public.t SET SCHEMA instar_old");
    assertThatThrownBy(() -> fixture.steps.execute(context))
        .isInstanceOfSatisfying(
            MigrationException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.DEPENDENT_OBJECT))
        .hasMessageContaining("theirs");
    assertThat(database.value("SELECT count(*) FROM public.theirs")).isEqualTo("2");
  }

  private StepContext enterDrop(String retained) throws SQLException {
    StepContext context =
        fixture.enter(
            StepFixture.step(new StepAction.DropRetained("1.0", T), new Undo.Impossible("-")));
    database.execute(
        "CREATE SCHEMA instar_shadow",
        "CREATE SCHEMA " + retained,
        "INSERT INTO instar.shadow VALUES ("
            + context.migration()
            + ", '1.0', 'public', 't', 'public.t'::regclass, 'instar_shadow', '"
            + retained
            + "', 'slot', 'p', 'finished', '0/0', '{}')");
    return context;
  }

  private StepContext enter(String... statements) throws SQLException {
    return fixture.enter(
        StepFixture.step(
            new StepAction.Execute(List.of(statements)),
            new Undo.Sql(List.of("ALTER TABLE public.t DROP COLUMN a"))));
  }

  private List<String> columns() throws SQLException {
    return database.rows(
        "SELECT attname FROM pg_attribute WHERE attrelid = 'public.t'::regclass AND attnum > 0");
  }
}
