package dev.instar.cli.migration;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.instar.cli.migration.CommandLine.Result;
import dev.instar.engine.oracle.PostgresServer;
import dev.instar.engine.oracle.PostgresVersion;
import dev.instar.engine.oracle.SharedDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code --locations}: a folder of Flyway migrations, planned and migrated. */
class FolderTest {
  @TempDir private Path directory;
  private SharedDatabase database;
  private CommandLine instar;

  @BeforeEach
  void createDatabase() throws SQLException, IOException {
    database = PostgresServer.shared(PostgresVersion.V17).createDatabase();
    instar = CommandLine.ofSuperuser(database);
    write("V1__orders.sql", "CREATE TABLE orders (id int PRIMARY KEY, note text);");
    flyway().migrate();
  }

  @AfterEach
  void dropDatabase() throws SQLException {
    database.close();
  }

  @Test
  void everyPendingVersionIsPlannedAsIfThoseBeforeItHadRun() throws Exception {
    write("V2__a.sql", "ALTER TABLE orders ADD a int;");
    write("V3__b.sql", "ALTER TABLE orders ALTER COLUMN a SET DEFAULT 1;");
    write("R__c.sql", "ALTER TABLE orders ALTER COLUMN a SET DEFAULT 2;");
    write("beforeInfo.sql", "CREATE TABLE plan_has_changed_something ();");
    write("afterConnect.sql", "CREATE TABLE plan_has_changed_something_too ();");

    assertThat(plan())
        .contains(
            "Version 2, 1 of 3: V2__a.sql\n\nPlan of V2__a\n",
            "Version 3, 2 of 3: V3__b.sql\nThis is so if the versions before it have run.\n",
            "Repeatable, 3 of 3: R__c.sql\n");
    assertThat(ask("SELECT relname FROM pg_class WHERE relname ~ 'changed'")).isEmpty();
    assertThat(ask("SELECT count(*) FROM flyway_schema_history")).containsExactly("1");

    JsonNode json = new ObjectMapper().readTree(plan("--format", "json"));
    assertThat(json.at("/format").asInt()).isEqualTo(1);
    assertThat(json.at("/pending")).hasSize(3);
    assertThat(json.at("/pending/1/version").asText()).isEqualTo("3");
    assertThat(json.at("/pending/1/plan/statements/0/strategy").asText()).isEqualTo("INSTANT");
    assertThat(json.at("/pending/2/version").isNull()).isTrue();
  }

  @Test
  void aFolderIsReportedToToolsAsOneAndPointsIntoItsFiles() throws Exception {
    write("V2__a.sql", "ALTER TABEL orders ADD a int;");
    write("V3__b.sql", "ALTER TABLE orders ALTER COLUMN id TYPE bigint;");
    write("V4__c.sql", "ALTER TABLE orders RENAME COLUMN note TO remark;");
    Path sarif = directory.resolve("plan.sarif");
    Result result =
        instar.run(
            "plan",
            "--locations",
            directory.toString(),
            "--format",
            "github",
            "--report",
            "sarif=" + sarif,
            "--report",
            "gitlab=" + directory.resolve("quality.json"),
            "--report",
            "markdown=" + directory.resolve("comment.md"));
    assertThat(result.exitCode()).isEqualTo(4);
    assertThat(result.output().lines())
        .anyMatch(l -> l.startsWith("::error file=" + directory + "/V2__a.sql,"))
        .anyMatch(l -> l.startsWith("::error file=" + directory + "/V4__c.sql,"));

    JsonNode log = new ObjectMapper().readTree(sarif.toFile());
    assertThat(log.at("/runs")).hasSize(1);
    for (JsonNode found : log.at("/runs/0/results")) {
      JsonNode rule = log.at("/runs/0/tool/driver/rules").path(found.path("ruleIndex").asInt());
      assertThat(rule.path("id")).isEqualTo(found.path("ruleId"));
    }
    assertThat(log.at("/runs/0/results").findValuesAsText("ruleId"))
        .contains("SQL_SYNTAX", "LOCK-REWRITE", "RENAME-BREAKS");
    assertThat(new ObjectMapper().readTree(directory.resolve("quality.json").toFile()))
        .hasSizeGreaterThan(2);
    assertThat(directory.resolve("comment.md")).content().contains("V2__a", "V3__b", "V4__c");
  }

  @Test
  void whatCannotBePlannedIsSaidAndWhatItWouldChangeIsNotAssumed() throws Exception {
    write("V2__a.sql", "ALTER TABEL orders ADD a int;");
    write("V3__b.sql", "ALTER TABLE orders ADD b int;");
    Result planned = instar.run("plan", "--locations", directory.toString());
    assertThat(planned.exitCode()).isEqualTo(4);
    assertThat(planned.output())
        .contains(
            "Version 2, 1 of 2: V2__a.sql\n[SQL_SYNTAX] V2__a:1:7: ",
            "What V2__a.sql would change is not taken into account.",
            "Plan of V3__b");

    Result migrated = instar.run("migrate", "--locations", directory.toString());
    assertThat(migrated.exitCode()).isEqualTo(4);
    assertThat(migrated.error()).contains("error [SQL_SYNTAX]: V2__a:1:7: ");
    assertThat(flyway().info().pending()).hasSize(2);
  }

  @Test
  void whatWaitsForAContractSaysSoAndDoes() throws Exception {
    write("V2__id.sql", "ALTER TABLE orders ALTER COLUMN id TYPE bigint;");
    write("V3__b.sql", "ALTER TABLE orders ADD b int;");
    assertThat(plan())
        .contains(
            "It begins only when 'instar contract' has removed what V2__id.sql leaves of\n"
                + "public.orders; 'migrate --contract' does that by itself.");

    Result migrated = instar.run("migrate", "--locations", directory.toString());
    assertThat(migrated.exitCode()).isEqualTo(5);
    assertThat(migrated.error()).contains("V2__id awaits its contract on public.orders");
    assertThat(flyway().info().pending()).hasSize(1);

    instar.done("contract");
    assertThat(instar.done("migrate", "--locations", directory.toString()))
        .startsWith("Applied version 3.\n");
    flyway().validate();
  }

  @Test
  void aChangedMigrationStopsPlanAndMigrate() throws Exception {
    write("V1__orders.sql", "CREATE TABLE orders (id int PRIMARY KEY, note text, more int);");
    for (String command : List.of("plan", "migrate")) {
      Result result = instar.run(command, "--locations", directory.toString());
      assertThat(result.exitCode()).isEqualTo(4);
      assertThat(result.error())
          .contains("error [FLYWAY_REFUSED]: ", "checksum mismatch for migration version 1")
          .doesNotContain("SEVERE");
    }
  }

  @Test
  void aFindingStopsBeforeItsVersion() throws Exception {
    write("V2__a.sql", "ALTER TABLE orders ADD a int;");
    write("V3__b.sql", "ALTER TABLE orders DROP COLUMN note;");
    Result result =
        instar.run("migrate", "--fail-on", "warning", "--locations", directory.toString());
    assertThat(result.exitCode()).isEqualTo(3);
    assertThat(result.error())
        .contains("V3__b.sql is not begun: a finding is at or above --fail-on");
    assertThat(flyway().info().pending()).hasSize(1);
  }

  @Test
  void aFileOrAFolderIsNamed() throws Exception {
    String folder = directory.toString();
    for (List<String> arguments :
        List.of(
            List.of("plan"),
            List.of("plan", "V1.sql", "--locations", folder),
            List.of("migrate", "--locations", folder + "/nowhere"),
            List.of("migrate", "--target", "3", "V1.sql"))) {
      Result result = instar.run(arguments.toArray(String[]::new));
      assertThat(result.exitCode()).as(arguments::toString).isEqualTo(2);
      assertThat(result.error()).startsWith("error [USAGE]: ");
    }
  }

  @Test
  void flywaysSettingsMayBeGivenInItsOwnWords() throws Exception {
    write("V2__a.sql", "ALTER TABLE orders ADD a text DEFAULT '${x}';");
    write("V3__b.sql", "ALTER TABLE orders ADD b int;");
    instar.done(
        "migrate",
        "--locations",
        directory.toString(),
        "--target",
        "2",
        "--placeholder",
        "x=one",
        "--flyway",
        "installedBy=somebody");
    assertThat(ask("SELECT installed_by FROM flyway_schema_history WHERE version = '2'"))
        .containsExactly("somebody");
    assertThat(ask("SELECT column_default FROM information_schema.columns WHERE column_name = 'a'"))
        .containsExactly("'one'::text");
    assertThat(
            instar.run("plan", "--locations", directory.toString(), "--flyway", "nope=1").error())
        .contains("error [FLYWAY_REFUSED]: ", "nope");
  }

  private String plan(String... more) {
    List<String> arguments = new ArrayList<>(List.of("plan", "--locations", directory.toString()));
    arguments.addAll(List.of(more));
    return instar.done(arguments.toArray(String[]::new));
  }

  private Flyway flyway() {
    return Flyway.configure()
        .dataSource(database.jdbcUrl(), database.server().user(), database.server().password())
        .locations("filesystem:" + directory)
        .load();
  }

  private void write(String name, String sql) throws IOException {
    Files.writeString(directory.resolve(name), sql);
  }

  private List<String> ask(String query) throws SQLException {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      List<String> values = new ArrayList<>();
      while (rows.next()) {
        values.add(rows.getString(1));
      }
      return values;
    }
  }
}
