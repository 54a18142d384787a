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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An estimate is compared with what happened, and the next one follows from that. */
class EstimatesTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String GENERAL = ", at 150,000 rows/s)";

  @TempDir private Path directory;
  private SharedDatabase database;
  private CommandLine instar;

  @BeforeEach
  void createTables() throws SQLException, IOException {
    database = PostgresServer.shared(PostgresVersion.V17).createDatabase();
    instar = CommandLine.ofSuperuser(database);
    for (String table : new String[] {"orders", "items"}) {
      execute("CREATE TABLE " + table + " (id int PRIMARY KEY, note text, filled int)");
      execute("INSERT INTO " + table + " SELECT g FROM generate_series(1, 20000) g");
      execute("VACUUM ANALYZE " + table);
      Files.writeString(
          directory.resolve(table + ".sql"), "ALTER TABLE " + table + " ALTER id TYPE bigint");
    }
    Files.writeString(directory.resolve("other.sql"), "COMMENT ON TABLE items IS 'to be larger'");
  }

  @AfterEach
  void dropDatabase() throws SQLException {
    database.close();
  }

  @Test
  void theSecondPlanIsAtTheSpeedOfTheFirstMigration() throws SQLException {
    assertThat(words(instar.done("plan", script("items")))).contains(GENERAL);
    assertThat(value("SELECT count(*) FROM pg_namespace WHERE nspname = 'instar'")).isEqualTo("0");

    instar.done("migrate", script("orders"));
    String day = tookSeconds("1.1", 40);

    assertThat(words(instar.done("plan", script("items"))))
        .contains("about 40 s (20,000 rows, ", ", at 500 rows/s, as seen here on " + day + ")");
    assertThat(words(instar.done("plan", script("other"), script("items"))))
        .contains("at 500 rows/s, as seen here on " + day);

    instar.done("migrate", script("items"));
    assertThat(value("SELECT plan::text FROM instar.migration ORDER BY id DESC LIMIT 1"))
        .as("what was planned is what is compared")
        .contains("at 500 rows/s, as seen here on " + day);
  }

  @Test
  void statusComparesWhatWasEstimatedWithWhatItTook() throws SQLException, IOException {
    String migrated = instar.done("migrate", script("orders"));
    assertThat(migrated).containsPattern("\n  took {14}\\d.*, estimated less than a second\n");
    tookSeconds("1.1", 40);

    assertThat(instar.done("status"))
        .contains(
            "\n  took        40 s, estimated less than a second\n",
            "\n                  took 40 s, estimated less than a second; 20 thousand rows\n");
    JsonNode status = JSON.readTree(instar.done("status", "--format", "json"));
    assertThat(status.at("/migration/tookMillis").longValue()).isEqualTo(40_000);
    assertThat(status.at("/migration/estimatedMillis").longValue()).isEqualTo(133);
    assertThat(status.at("/steps/0/tookMillis").longValue()).isEqualTo(40_000);
    assertThat(status.at("/steps/0/estimatedMillis").longValue()).isEqualTo(133);
    assertThat(status.at("/steps/0/interrupted").booleanValue()).isFalse();
    assertThat(status.at("/steps/0/rowsDone").longValue()).isEqualTo(20_000);
    assertThat(status.at("/steps/1/tookMillis").isNull()).isTrue();

    String contracted = instar.done("contract");
    assertThat(contracted).containsPattern("\n  took {14}\\d.*, estimated less than a second\n");
    assertThat(JSON.readTree(instar.done("status", "--format", "json")).at("/steps/0/rowsDone"))
        .as("kept when nothing else is left of it")
        .hasToString("20000");
  }

  @Test
  void aBatchedUpdateHasItsOwnSpeedAndItsRowsAreKept() throws SQLException, IOException {
    Path update = Files.writeString(directory.resolve("u.sql"), "UPDATE orders SET filled = 1");
    Path other = Files.writeString(directory.resolve("v.sql"), "UPDATE items SET filled = 1");
    Path few =
        Files.writeString(directory.resolve("w.sql"), "UPDATE items SET filled = 2 WHERE id < 9");
    instar.done("migrate", update.toString());
    String day = tookSeconds("1.1", 4);

    assertThat(instar.done("status"))
        .contains("took 4 s, estimated less than a second; 20 thousand rows");
    assertThat(words(instar.done("plan", other.toString())))
        .contains("about 4 s (20,000 rows, ", ", at 5,000 rows/s, as seen here on " + day + ")")
        .contains(", at 120,000 rows/s)");

    instar.done("migrate", few.toString());
    tookSeconds("1.1", 4000);
    assertThat(words(instar.done("plan", other.toString())))
        .as("few rows of many say nothing")
        .contains("at 5,000 rows/s, as seen here on " + day);
  }

  @Test
  void theLastLineOfJsonComparesThem() throws IOException {
    String lines = instar.done("migrate", "--progress", "json", script("orders"));
    JsonNode last = JSON.readTree(lines.substring(lines.lastIndexOf("{\"time\"")));

    assertThat(last.path("event").asText()).isEqualTo("finished");
    JsonNode migration = last.at("/migrations/0");
    assertThat(migration.path("name").asText()).isEqualTo("orders");
    assertThat(migration.path("tookMillis").longValue()).isPositive();
    assertThat(migration.path("estimatedMillis").longValue()).isEqualTo(133);
    assertThat(migration.path("interrupted").booleanValue()).isFalse();
  }

  @Test
  void whatIsDoneAlreadyTookNoTimeNow() {
    instar.done("migrate", script("orders"));

    assertThat(instar.done("migrate", script("orders")))
        .startsWith("Migration orders is expanded")
        .doesNotContain("took");
  }

  @Test
  void aRoleThatMayNotReadTheStatePlansAtGeneralSpeeds() throws SQLException {
    instar.done("migrate", script("orders"));
    tookSeconds("1.1", 40);
    String role = value("SELECT current_database()") + "_planner";
    execute("CREATE ROLE " + role + " LOGIN PASSWORD 'secret'");
    execute("ALTER TABLE items OWNER TO " + role);
    try {
      Result planned = CommandLine.of(database, role, "secret").run("plan", script("items"));

      assertThat(planned.exitCode()).as(planned.output()).isZero();
      assertThat(planned.error()).isEmpty();
      assertThat(words(planned.output())).contains(GENERAL).doesNotContain("seen here");
    } finally {
      execute("DROP TABLE items");
      execute("DROP ROLE " + role);
    }
  }

  @Test
  void aPlanThatWasSavedBeforeIsNotStaleForIt() throws SQLException {
    Path saved = directory.resolve("plan.json");
    instar.done("plan", "--output", saved.toString(), script("items"));
    instar.done("migrate", script("orders"));
    tookSeconds("1.1", 40);

    instar.done("migrate", "--plan", saved.toString());
  }

  /** The last migration and its step are made to have begun earlier. Returns the day of its end. */
  private String tookSeconds(String step, int seconds) throws SQLException {
    String last = " migration_id = (SELECT max(id) FROM instar.migration)";
    execute("UPDATE instar.event SET at = at - interval '%d s' WHERE".formatted(seconds) + last);
    execute(
        "UPDATE instar.step SET started_at = finished_at - interval '%d s' WHERE id = '%s' AND"
                .formatted(seconds, step)
            + last);
    return value("SELECT (max(finished_at) AT TIME ZONE 'UTC')::date FROM instar.step");
  }

  private String script(String table) {
    return directory.resolve(table + ".sql").toString();
  }

  /** Without the breaks of lines. */
  private static String words(String text) {
    return text.replaceAll("\\s+", " ");
  }

  private void execute(String sql) throws SQLException {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private String value(String sql) throws SQLException {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getString(1);
    }
  }
}
