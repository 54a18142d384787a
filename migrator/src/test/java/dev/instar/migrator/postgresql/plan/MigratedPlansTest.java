package dev.instar.migrator.postgresql.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.instar.engine.oracle.PostgresServer;
import dev.instar.engine.oracle.PostgresVersion;
import dev.instar.engine.sql.Command;
import dev.instar.engine.sql.Maintenance;
import dev.instar.engine.sql.Modification;
import dev.instar.engine.sql.SqlParser;
import dev.instar.migrator.execute.RunOptions;
import dev.instar.migrator.execute.Ticker;
import dev.instar.migrator.journal.MigrationState;
import dev.instar.migrator.plan.Phase;
import dev.instar.migrator.plan.Plan;
import dev.instar.migrator.plan.Undo;
import dev.instar.migrator.postgresql.TestDatabase;
import dev.instar.migrator.postgresql.shadow.RebuildExecutor;
import dev.instar.migrator.run.Migrations;
import dev.instar.migrator.run.RunServices;
import dev.instar.migrator.run.RunTiming;
import dev.instar.migrator.run.ThrottleSource;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The scenarios of statements that are carried out as they are written, through {@link Migrations}:
 * begun, taken back where every step can be, begun again, and contracted. In between and at the end
 * the catalog is what it was, and what the script makes by itself.
 */
class MigratedPlansTest {
  /** A table that the script drops at its end, so that the migration waits for its contract. */
  private static final String ANCHOR = "CREATE TABLE public.anchor (id integer)";

  private static final String DROP_ANCHOR = ";\nDROP TABLE public.anchor";

  /** What the bundled engine has. */
  private static final Set<String> ON_THE_ENGINE =
      Set.of(
          "create_sequence",
          "create_table",
          "create_table_as_plain",
          "create_table_plain",
          "create_table_referred_to",
          "create_then_drop",
          "create_view",
          "drop_table",
          "drop_table_references",
          "drop_view",
          "drop_view_then_table",
          "insert_select",
          "insert_values",
          "session",
          "truncate",
          "views");

  /** Those that change tables and indexes alone, and belong here all the same. */
  private static final Set<String> OF_TABLES =
      Set.of("catalog_options", "row_security", "index_made_anew");

  private static final RunOptions OPTIONS =
      new RunOptions(
          Duration.ofMillis(200), 1, Duration.ofMillis(300), Duration.ofSeconds(20), false);

  @TestFactory
  List<DynamicTest> onPostgresql17() throws Exception {
    return on(PostgresServer.shared(PostgresVersion.V17), Optional.empty());
  }

  @TestFactory
  List<DynamicTest> onTheBundledEngine() throws Exception {
    PostgresServer server = PostgresServer.builder(PostgresVersion.V17).bundled().start();
    return on(server, Optional.of(server));
  }

  private static List<DynamicTest> on(PostgresServer server, Optional<PostgresServer> own)
      throws Exception {
    List<DynamicTest> tests = new ArrayList<>();
    Workbench bench = new Workbench(server);
    for (Scenario scenario : StatementForms.on(PostgresVersion.V17, Scenario.all())) {
      if (own.isPresent() ? ON_THE_ENGINE.contains(scenario.name()) : concerns(scenario)) {
        tests.add(DynamicTest.dynamicTest(scenario.toString(), () -> migrate(bench, scenario)));
      }
    }
    tests.add(
        DynamicTest.dynamicTest(
            "the database is dropped",
            () -> {
              bench.close();
              own.ifPresent(PostgresServer::close);
            }));
    return tests;
  }

  /** Whether it has a statement that is no change of a table or an index. */
  private static boolean concerns(Scenario scenario) {
    return OF_TABLES.contains(scenario.name())
        || SqlParser.outlineScript(scenario.script()).stream()
            .anyMatch(
                s ->
                    s.statement() instanceof Command
                        && !(s.statement() instanceof Modification.Update)
                        && !(s.statement() instanceof Modification.Delete));
  }

  private static void migrate(Workbench bench, Scenario scenario) throws Exception {
    prepare(bench, scenario);
    Plan plan = bench.plan(anchored(scenario));
    if (plan.statements().stream().anyMatch(s -> s.refusal().isPresent())) {
      return;
    }
    List<String> before = CatalogDump.of(bench.database());
    Migrations migrations = migrations(bench);
    // A constraint that was validated stays so: that takes nothing from anybody.
    boolean validates = scenario.script().contains("VALIDATE CONSTRAINT");
    if (!validates
        && plan.steps().stream()
            .filter(s -> s.phase() != Phase.CONTRACT)
            .noneMatch(s -> s.undo() instanceof Undo.Impossible)) {
      assertThat(migrations.start(plan, "c", false).state()).isEqualTo(MigrationState.EXPANDED);
      assertThat(migrations.abort(Optional.empty()).state()).isEqualTo(MigrationState.ABORTED);
      assertThat(withoutComments(CatalogDump.of(bench.database())))
          .as("taken back")
          .containsExactlyInAnyOrderElementsOf(withoutComments(before));
    }
    assertThat(migrations.start(plan, "c", false).state()).isEqualTo(MigrationState.EXPANDED);
    assertThat(migrations.contract(Optional.empty()).state()).isEqualTo(MigrationState.DONE);
    List<String> migrated = CatalogDump.of(bench.database());

    prepare(bench, scenario);
    try (Connection connection = bench.connect()) {
      for (var statement : SqlParser.outlineScript(scenario.script() + DROP_ANCHOR)) {
        if (!(statement.statement() instanceof Maintenance.LockTables)) {
          TestDatabase.execute(connection, statement.text());
        }
      }
    }
    assertThat(migrated).containsExactlyInAnyOrderElementsOf(CatalogDump.of(bench.database()));
  }

  private static void prepare(Workbench bench, Scenario scenario) throws Exception {
    bench.database().execute("DROP SCHEMA IF EXISTS instar CASCADE");
    bench.prepare(scenario);
    bench.database().execute(ANCHOR);
  }

  private static Scenario anchored(Scenario scenario) {
    return new Scenario(
        scenario.name(),
        scenario.title(),
        scenario.from(),
        scenario.given(),
        scenario.script() + DROP_ANCHOR);
  }

  /** A comment stays where it is. */
  private static List<String> withoutComments(List<String> catalog) {
    return catalog.stream().filter(l -> !l.startsWith("comment|")).toList();
  }

  private static Migrations migrations(Workbench bench) {
    RebuildExecutor rebuild = new RebuildExecutor();
    return new Migrations(
        bench.database().sessions().settings(),
        new RunServices(
            rebuild, rebuild, ThrottleSource.NONE, RunTiming.DEFAULT, Ticker.SYSTEM, new Random(1)),
        OPTIONS,
        event -> {});
  }
}
