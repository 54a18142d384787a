package dev.instar.cli.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.instar.engine.oracle.PostgresServer;
import dev.instar.engine.oracle.PostgresVersion;
import dev.instar.engine.oracle.SharedDatabase;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A saved plan whose process is killed: what it needs is in the database, as for any other
 * migration.
 */
class SavedPlanKillTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path directory;

  @Test
  void onPostgresqlItIsResumedWithoutItsFiles() throws Exception {
    killedItIsResumedWithoutItsFiles(PostgresServer.shared(PostgresVersion.V17));
  }

  @Test
  void onTheBundledEngineItIsResumedWithoutItsFiles() throws Exception {
    try (PostgresServer engine = PostgresServer.builder(PostgresVersion.V17).bundled().start()) {
      killedItIsResumedWithoutItsFiles(engine);
    }
  }

  private void killedItIsResumedWithoutItsFiles(PostgresServer server) throws Exception {
    try (SharedDatabase database = server.createDatabase()) {
      createTable(database);
      Path script =
          Files.writeString(
              directory.resolve("bigint.sql"), "ALTER TABLE orders ALTER COLUMN id TYPE bigint;");
      Ran saved = instar(database, "plan", "--output", "plan.json", "bigint.sql");
      assertThat(saved.exitCode()).as(saved.error()).isZero();
      Files.delete(script);

      killed(database);
      Files.delete(directory.resolve("plan.json"));

      JsonNode status = JSON.readTree(instar(database, "status", "--format", "json").output());
      assertThat(status.at("/migration/name").asText()).isEqualTo("bigint");
      assertThat(status.at("/migration/state").asText()).isEqualTo("running");
      Ran resumed = instar(database, "resume");
      assertThat(resumed.exitCode()).as(resumed.error()).isZero();
      assertThat(resumed.output()).contains("rows copied       20,000", "rows that differ  0");
      assertThat(instar(database, "status").output()).startsWith("Migration bigint: expanded\n");
    }
  }

  /** In the middle of the copy. */
  private void killed(SharedDatabase database) throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(
                InstarRun.command(
                    "migrate",
                    "--progress",
                    "json",
                    "--max-rows-per-second",
                    "500",
                    "--plan",
                    "plan.json"))
            .directory(directory.toFile())
            .redirectError(directory.resolve("errors").toFile());
    builder.environment().putAll(InstarRun.environment(database));
    Process process = builder.start();
    try (BufferedReader events = process.inputReader()) {
      JsonNode event;
      do {
        String line = events.readLine();
        assertThat(line)
            .as("ended before its copy began: %s", Files.readString(directory.resolve("errors")))
            .isNotNull();
        event = JSON.readTree(line);
      } while (!event.path("event").asText().equals("snapshot"));
      process.destroyForcibly();
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    }
  }

  private static void createTable(SharedDatabase database) throws SQLException {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE orders (id int PRIMARY KEY, amount int)");
      statement.execute("INSERT INTO orders SELECT g, g FROM generate_series(1, 20000) g");
      statement.execute("ANALYZE orders");
    }
  }

  private Ran instar(SharedDatabase database, String... arguments) {
    return InstarRun.of(directory, InstarRun.environment(database), arguments);
  }
}
