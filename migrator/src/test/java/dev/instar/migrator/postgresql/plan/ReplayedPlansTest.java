package dev.instar.migrator.postgresql.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.instar.engine.BundledDatabase;
import dev.instar.engine.oracle.PostgresVersion;
import dev.instar.migrator.plan.Plan;
import dev.instar.migrator.plan.PlanOptions;
import dev.instar.migrator.plan.StatementPlan;
import dev.instar.migrator.plan.json.PlanJson;
import dev.instar.migrator.postgresql.catalog.Assumptions;
import dev.instar.migrator.postgresql.catalog.PostgresPlans;
import dev.instar.migrator.postgresql.replay.Replay;
import dev.instar.migrator.postgresql.session.ConnectionSettings;
import dev.instar.migrator.postgresql.session.Sessions;
import dev.instar.migrator.schema.ServerVersion;
import dev.instar.migrator.schema.Sizes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/**
 * A plan on a schema that was replayed on the bundled engine, beside the plan on a real server with
 * the same schema: every statement is planned alike, or says that it does not know for certain.
 */
class ReplayedPlansTest {
  @TestFactory
  List<DynamicTest> asOnPostgresql17() throws Exception {
    return on(PostgresVersion.V17);
  }

  @TestFactory
  @Tag("wide")
  List<DynamicTest> asOnPostgresql14() throws Exception {
    return on(PostgresVersion.V14);
  }

  @TestFactory
  @Tag("wide")
  List<DynamicTest> asOnPostgresql18() throws Exception {
    return on(PostgresVersion.V18);
  }

  private static List<DynamicTest> on(PostgresVersion version) throws Exception {
    List<DynamicTest> tests = new ArrayList<>();
    Workbench bench = new Workbench(version);
    for (Scenario scenario : StatementForms.on(version, Scenario.all())) {
      tests.add(
          DynamicTest.dynamicTest(
              scenario + " (" + version + ")",
              () -> {
                bench.prepare(scenario);
                Plan real = plan(bench.database().sessions(), scenario, version, List.of());
                isPlannedAlike(scenario, version, bench.user(), real);
              }));
    }
    tests.add(DynamicTest.dynamicTest("the database is dropped", bench::close));
    return tests;
  }

  private static void isPlannedAlike(
      Scenario scenario, PostgresVersion version, String user, Plan real) {
    try (BundledDatabase engine = BundledDatabase.builder().user(user).inMemory()) {
      Sessions sessions = sessions(engine);
      List<Unreplayed> unreplayed;
      try (Replay replay = Replay.on(sessions)) {
        replay.run("prepared.sql", "CREATE SCHEMA app");
        replay.run("given.sql", scenario.given());
        unreplayed = replay.unreplayed();
      }
      Plan plan = plan(sessions, scenario, version, unreplayed);
      assertThat(plan.searchPath()).isEqualTo(real.searchPath());
      assertThat(plan.statements()).hasSameSizeAs(real.statements());
      for (int i = 0; i < plan.statements().size(); i++) {
        StatementPlan replayed = plan.statements().get(i);
        if (isUncertain(replayed)) {
          assertThat(unreplayed).isNotEmpty();
        } else {
          assertThat(json(plan, replayed)).isEqualTo(json(plan, real.statements().get(i)));
        }
      }
    }
  }

  private static boolean isUncertain(StatementPlan statement) {
    return statement.findings().stream().anyMatch(f -> f.code().equals("OBJECT-UNKNOWN"));
  }

  private static String json(Plan of, StatementPlan statement) {
    return PlanJson.write(of.withStatements(List.of(statement)));
  }

  private static Plan plan(
      Sessions sessions, Scenario scenario, PostgresVersion version, List<Unreplayed> unreplayed) {
    Assumptions assumptions =
        new Assumptions(
            Optional.of(ServerVersion.postgresql(version.major())),
            Optional.of(Sizes.NONE),
            unreplayed,
            "a test");
    return PostgresPlans.plan(
        sessions, scenario.name(), scenario.script(), PlanOptions.DEFAULT, assumptions);
  }

  private static Sessions sessions(BundledDatabase engine) {
    ConnectionSettings settings =
        new ConnectionSettings(
            engine.jdbcUrl(), Optional.of(engine.user()), Optional.of(engine.password()), Map.of());
    return new Sessions(settings, "UTC");
  }
}
