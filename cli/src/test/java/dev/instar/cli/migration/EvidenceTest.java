package dev.instar.cli.migration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.instar.engine.oracle.PostgresServer;
import dev.instar.engine.oracle.PostgresVersion;
import dev.instar.engine.oracle.SharedDatabase;
import dev.instar.migrator.plan.Evidence;
import dev.instar.migrator.plan.StatementPlan;
import dev.instar.migrator.plan.Work;
import dev.instar.migrator.plan.json.PlanJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code plan --evidence}: what a server does stands beside what the rules say. */
class EvidenceTest {
  private static final String CREATE =
      "CREATE TABLE orders (id int PRIMARY KEY, note varchar(20) NOT NULL DEFAULT '')";

  private static final String WIDEN = "ALTER TABLE public.orders ALTER COLUMN id TYPE bigint";

  @TempDir private Path directory;
  private SharedDatabase database;
  private CommandLine instar;

  @BeforeEach
  void createTable() throws SQLException {
    database = PostgresServer.shared(PostgresVersion.V17).createDatabase();
    instar = CommandLine.ofSuperuser(database);
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      statement.execute(CREATE);
    }
  }

  @AfterEach
  void dropDatabase() throws SQLException {
    database.close();
  }

  @Test
  void theServerIsAskedOnlyIfThatIsWanted() throws IOException {
    String script = script("V2__wide.sql", WIDEN);
    assertThat(instar.done("plan", script)).doesNotContain("Tried");
    assertThat(instar.done("plan", "--evidence", script))
        .contains("  Tried on empty copies by PostgreSQL 17.")
        .contains(": as the rules say\n")
        .contains(
            """
                trial   ACCESS EXCLUSIVE on public.orders; writes the table and its indexes
                        anew (new files for public.orders)
            """)
        .contains("    said    rewriting table \"orders\"; building index \"orders_pkey\"");
  }

  @Test
  void aSavedPlanKeepsItAndRuns() throws IOException {
    String plan = directory.resolve("plan.json").toString();
    String script = script("V2__more.sql", "ALTER TABLE orders ADD COLUMN total bigint");
    assertThat(instar.done("plan", "--evidence", "--output", plan, script)).contains("Tried on");
    assertThat(instar.done("migrate", "--plan", plan)).startsWith("Migration V2__more is done.\n");
  }

  @Test
  void theVersionsOfAFolderAreTriedOneAfterTheOther() throws IOException {
    script("V1__rename.sql", "ALTER TABLE orders RENAME COLUMN note TO remark");
    script("V2__check.sql", "ALTER TABLE orders ADD CHECK (remark <> '-')");
    String report =
        instar
            .run(
                "plan",
                "--evidence",
                "--accept",
                "RENAME-BREAKS",
                "--flyway",
                "baselineOnMigrate=true",
                "--flyway",
                "baselineVersion=0",
                "--locations",
                directory.toString())
            .output();
    assertThat(report.split("Tried on empty copies by PostgreSQL 17", -1)).hasSize(3);
    assertThat(report).contains("said    verifying table \"orders\"");
  }

  @Test
  void withoutAServerTheBundledEngineIsAskedAndNamed() throws IOException {
    script("V1__orders.sql", CREATE);
    CommandLine alone = new CommandLine(Map.of());
    assertThat(alone.done("plan", "--evidence", script("V2__wide.sql", WIDEN)))
        .contains("  Tried on empty copies by the bundled engine (as PostgreSQL 17): as the rules");
    Optional<Evidence> evidence =
        PlanJson.read(
                alone.done(
                    "plan",
                    "--evidence",
                    "--format",
                    "json",
                    script("V3__note.sql", "ALTER TABLE orders ALTER note TYPE text")))
            .statements()
            .stream()
            .map(StatementPlan::evidence)
            .findFirst()
            .orElseThrow();
    assertThat(evidence)
        .hasValueSatisfying(
            seen ->
                assertThat(seen)
                    .isInstanceOfSatisfying(
                        Evidence.Tried.class,
                        tried -> assertThat(tried.work()).isEqualTo(Work.INSTANT)));
    assertThat(
            alone.done(
                "plan", "--evidence", "--server", "postgresql:15", script("V4__x.sql", WIDEN)))
        .contains("  Not tried: the plan is for PostgreSQL 15, and the bundled engine");
  }

  private String script(String name, String sql) throws IOException {
    return Files.writeString(directory.resolve(name), sql + ";\n").toString();
  }
}
