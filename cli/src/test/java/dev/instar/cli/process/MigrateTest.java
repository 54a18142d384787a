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
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Migrations as their users run them: processes, one after the other or beside each other. */
class MigrateTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path directory;
  private SharedDatabase database;

  @BeforeEach
  void createTable() throws SQLException, IOException {
    database = PostgresServer.shared(PostgresVersion.V17).createDatabase();
    execute("CREATE TABLE orders (id int PRIMARY KEY, amount int)");
    execute("INSERT INTO orders SELECT g, g FROM generate_series(1, 20000) g");
    execute("ANALYZE orders");
    Files.writeString(
        directory.resolve("bigint.sql"), "ALTER TABLE orders ALTER COLUMN id TYPE bigint;");
    Files.writeString(directory.resolve("note.sql"), "ALTER TABLE orders ADD COLUMN note text;");
  }

  @AfterEach
  void dropDatabase() throws SQLException {
    database.close();
  }

  @Test
  void runsIsShownAndIsContracted() throws IOException {
    assertThat(instar("status").output()).isEqualTo("No migration in this database.\n");

    Ran migrated = instar("migrate", "bigint.sql");
    assertThat(migrated.exitCode()).as(migrated.error()).isZero();
    assertThat(migrated.output())
        .startsWith("Migration bigint is expanded")
        .contains("rows copied", "20,000", "rows that differ", "lock held");

    assertThat(instar("status").output())
        .startsWith("Migration bigint: expanded\n")
        .contains("  done     1.1", "  pending  1.2");

    Ran again = instar("migrate", "bigint.sql");
    assertThat(again.exitCode()).as(again.error()).isZero();
    assertThat(again.output()).startsWith("Migration bigint is expanded").doesNotContain("copied");

    Ran contracted = instar("contract");
    assertThat(contracted.exitCode()).as(contracted.error()).isZero();
    JsonNode status = JSON.readTree(instar("status", "--format", "json").output());
    assertThat(status.at("/migration/state").asText()).isEqualTo("done");
    assertThat(status.at("/steps/1/state").asText()).isEqualTo("done");
  }

  @Test
  void stopsOnCtrlCAndCanBeTakenBackOrResumed() throws IOException, InterruptedException {
    Process process =
        begin("migrate", "--progress", "json", "--max-rows-per-second", "500", "bigint.sql");
    try (BufferedReader events = process.inputReader()) {
      awaitSnapshot(events);

      assertThat(instar("migrate", "bigint.sql").exitCode()).as("already running").isEqualTo(5);
      interrupt(process);
      String last = null;
      for (String line = events.readLine(); line != null; line = events.readLine()) {
        last = line;
      }
      assertThat(JSON.readTree(last).path("event").asText()).isEqualTo("finished");
      assertThat(JSON.readTree(last).path("outcome").asText()).isEqualTo("stopped");
    }
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isEqualTo(130);

    Ran other = instar("migrate", "note.sql");
    assertThat(other.exitCode()).isEqualTo(5);
    assertThat(other.error())
        .startsWith("error [UNFINISHED_MIGRATION]: migration bigint is interrupted\n")
        .contains("  next: Finish it with 'instar resume'");

    Ran resumed = instar("resume");
    assertThat(resumed.exitCode()).as(resumed.error()).isZero();
    assertThat(resumed.output()).contains("rows copied       20,000", "rows that differ  0");
    assertThat(resumed.output())
        .containsPattern("\n  took {14}\\d.* with interruptions, estimated ");
  }

  /** Ctrl-C, what a service sends, and a terminal that is closed. */
  @ParameterizedTest
  @CsvSource({"INT, 130", "TERM, 143", "HUP, 129"})
  void stopsAtASafePointWithTheExitCodeOfItsSignal(String signal, int exitCode)
      throws IOException, InterruptedException {
    Process process =
        begin("migrate", "--progress", "json", "--max-rows-per-second", "500", "bigint.sql");
    String last = null;
    try (BufferedReader events = process.inputReader()) {
      awaitSnapshot(events);
      signal(process, signal);
      for (String line = events.readLine(); line != null; line = events.readLine()) {
        last = line;
      }
    }
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isEqualTo(exitCode);
    assertThat(JSON.readTree(last).path("outcome").asText()).isEqualTo("stopped");
    assertThat(instar("status").output()).startsWith("Migration bigint: interrupted\n");
    assertThat(instar("abort").exitCode()).isZero();
  }

  @Test
  void whatASavedPlanHasBegunItsScriptGoesOnWith() throws IOException, InterruptedException {
    Ran saved = instar("plan", "--output", "plan.json", "bigint.sql");
    assertThat(saved.exitCode()).as(saved.error()).isZero();
    Process process =
        begin(
            "migrate", "--progress", "json", "--max-rows-per-second", "500", "--plan", "plan.json");
    try (BufferedReader events = process.inputReader()) {
      awaitSnapshot(events);
      interrupt(process);
      while (events.readLine() != null) {
        // Up to its end.
      }
    }
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isEqualTo(130);

    Ran resumed = instar("migrate", "bigint.sql");
    assertThat(resumed.exitCode()).as(resumed.error()).isZero();
    assertThat(resumed.error()).contains("going on with migration bigint");
    assertThat(resumed.output()).contains("rows copied       20,000", "rows that differ  0");
    assertThat(instar("migrate", "--plan", "plan.json").output())
        .startsWith("Migration bigint is expanded");
  }

  @Test
  void givesUpOnALockAndCanBeTakenBack() throws SQLException {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute("LOCK TABLE orders IN SHARE MODE");
      Ran ran = instar("migrate", "--lock-patience", "1s", "note.sql");
      assertThat(ran.exitCode()).as(ran.error()).isEqualTo(6);
      assertThat(ran.error()).contains("error [LOCK_NOT_AVAILABLE]: ", "  next: ");
    }
    Ran aborted = instar("abort");
    assertThat(aborted.exitCode()).as(aborted.error()).isZero();
    assertThat(aborted.output()).startsWith("Migration note was taken back.");
  }

  @Test
  void saysThatThereIsNothingToActOn() {
    for (String command : List.of("pause", "resume", "cut-over", "abort", "contract")) {
      Ran ran = instar(command);
      assertThat(ran.exitCode()).as(command).isEqualTo(2);
      assertThat(ran.error()).as(command).startsWith("error [USAGE]: there is no ");
    }
  }

  /** As {@code instar plan … | head -n 1} does. */
  @Test
  void isQuietWhenItsReaderHasSeenEnough() {
    String command = String.join(" ", InstarRun.command("plan", "note.sql"));
    Ran ran =
        Ran.of(
            directory,
            InstarRun.environment(database),
            List.of("/bin/bash", "-c", "set -o pipefail; " + command + " | head -n 1"));
    assertThat(ran.exitCode()).isZero();
    assertThat(ran.output()).isEqualTo("Plan of note\n");
    assertThat(ran.error()).isEmpty();
  }

  private Process begin(String... arguments) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(InstarRun.command(arguments))
            .directory(directory.toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD);
    builder.environment().putAll(InstarRun.environment(database));
    return builder.start();
  }

  private static void awaitSnapshot(BufferedReader events) throws IOException {
    JsonNode event;
    do {
      event = JSON.readTree(events.readLine());
    } while (!event.path("event").asText().equals("snapshot"));
  }

  private void interrupt(Process process) {
    signal(process, "INT");
  }

  private void signal(Process process, String signal) {
    Ran.of(directory, Map.of(), List.of("kill", "-" + signal, "" + process.pid()));
  }

  private Ran instar(String... arguments) {
    return InstarRun.of(directory, InstarRun.environment(database), arguments);
  }

  private void execute(String sql) throws SQLException {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
