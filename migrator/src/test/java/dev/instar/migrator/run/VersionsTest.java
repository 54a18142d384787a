package dev.instar.migrator.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.instar.engine.oracle.PostgresServer;
import dev.instar.engine.oracle.PostgresVersion;
import dev.instar.migrator.journal.MigrationState;
import dev.instar.migrator.plan.LockMode;
import dev.instar.migrator.plan.Phase;
import dev.instar.migrator.plan.Plan;
import dev.instar.migrator.plan.StepAction;
import dev.instar.migrator.plan.TestPlans;
import dev.instar.migrator.plan.Undo;
import dev.instar.migrator.postgresql.TestDatabase;
import dev.instar.migrator.schema.TableName;
import java.sql.Connection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the state tables, locks and steps say is understood by every supported server. */
@Tag("wide")
class VersionsTest {
  private static final TableName T = new TableName("public", "t");

  @ParameterizedTest
  @EnumSource(PostgresVersion.class)
  void everyKindOfStepRunsAndIsTakenBack(PostgresVersion version) throws Exception {
    Plan plan =
        TestPlans.plan(
            "V1",
            TestPlans.execute(
                "1.1", "t", "ALTER TABLE public.t ADD c int", "ALTER TABLE public.t DROP c"),
            TestPlans.step(
                "1.2",
                Phase.MIGRATE,
                new StepAction.Backfill(T, Map.of("c", "id * 2"), "c IS NULL"),
                new Undo.Nothing("-")),
            TestPlans.step(
                "1.3",
                Phase.EXPAND,
                new StepAction.BuildIndex(
                    T, "t_c", "CREATE UNIQUE INDEX CONCURRENTLY t_c ON public.t (c)"),
                new Undo.Autonomous("DROP INDEX CONCURRENTLY IF EXISTS public.t_c")),
            TestPlans.step(
                "1.4",
                Phase.EXPAND,
                new StepAction.DropIndex(
                    new TableName("public", "t_v"), "DROP INDEX CONCURRENTLY public.t_v"),
                new Undo.Autonomous("CREATE INDEX CONCURRENTLY t_v ON public.t (v)")),
            TestPlans.step(
                "1.5",
                Phase.EXPAND,
                new StepAction.Analyze(T, List.of("c"), Optional.empty()),
                new Undo.Nothing("-")),
            TestPlans.step(
                "1.6",
                Phase.CONTRACT,
                new StepAction.Execute(List.of("ALTER TABLE public.t DROP COLUMN v")),
                new Undo.Impossible("its values are gone"),
                TestPlans.claim("t", LockMode.ACCESS_EXCLUSIVE)));
    try (TestDatabase database = TestDatabase.on(PostgresServer.shared(version));
        Connection reader = database.connect()) {
      database.execute(
          "CREATE TABLE public.t (id int PRIMARY KEY, v int)",
          "INSERT INTO public.t SELECT i, i FROM generate_series(1, 3000) i",
          "CREATE INDEX t_v ON public.t (v)");
      reader.setAutoCommit(false);
      TestDatabase.execute(reader, "SELECT 1 FROM public.t WHERE id = 1");
      RunFixture fixture = new RunFixture(database);
      CompletableFuture<RunOutcome> run =
          CompletableFuture.supplyAsync(() -> fixture.migrations().start(plan, "c", false));
      while (fixture.events.stream().noneMatch(e -> e.toString().contains("idle in transaction"))) {
        assertThat(run).isNotDone();
        Thread.sleep(5);
      }
      reader.commit();
      assertThat(run.get(60, TimeUnit.SECONDS).state()).isEqualTo(MigrationState.EXPANDED);
      assertThat(database.value("SELECT count(*) FROM public.t WHERE c = id * 2"))
          .isEqualTo("3000");

      assertThat(fixture.migrations().abort(Optional.empty()).state())
          .isEqualTo(MigrationState.ABORTED);
      assertThat(
              database.rows(
                  "SELECT indexrelid::regclass FROM pg_index WHERE indrelid = 'public.t'::regclass"
                      + " AND indisvalid ORDER BY 1"))
          .containsExactlyInAnyOrder("t_pkey", "t_v");

      assertThat(fixture.migrations().start(plan, "c", true).state())
          .isEqualTo(MigrationState.DONE);
      assertThat(
              database.rows(
                  "SELECT attname FROM pg_attribute WHERE attrelid = 'public.t'::regclass AND"
                      + " attnum > 0 AND NOT attisdropped ORDER BY attnum"))
          .containsExactly("id", "c");
    }
  }
}
