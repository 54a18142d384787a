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
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A folder whose migration is killed or stopped in the middle of a version. */
class FolderKillTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path directory;
  private SharedDatabase database;
  private SharedDatabase control;

  @BeforeEach
  void createFolder() throws SQLException, IOException {
    database = PostgresServer.shared(PostgresVersion.V17).createDatabase();
    control = PostgresServer.shared(PostgresVersion.V17).createDatabase();
    Files.createDirectory(directory.resolve("db"));
    write(
        "V1__orders.sql",
        "CREATE TABLE orders (id int PRIMARY KEY, amount int);"
            + "INSERT INTO orders SELECT g, g FROM generate_series(1, 20000) g;");
    flyway(database).migrate();
    write("V2__a.sql", "ALTER TABLE orders ADD a int;");
    write("V3__bigint.sql", "ALTER TABLE orders ALTER COLUMN id TYPE bigint;");
    write("V4__b.sql", "ALTER TABLE orders ADD b int;");
  }

  @AfterEach
  void dropDatabases() throws SQLException {
    database.close();
    control.close();
  }

  @Test
  void killedInTheMiddleItIsPendingAndTheSameCommandGoesOn() throws Exception {
    interrupted("-KILL", 128 + 9);
  }

  @Test
  void stoppedInTheMiddleItIsPendingAndTheSameCommandGoesOn() throws Exception {
    interrupted("-INT", 130);
  }

  private void interrupted(String signal, int exitCode) throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder(
                InstarRun.command(
                    "migrate",
                    "--progress",
                    "json",
                    "--max-rows-per-second",
                    "500",
                    "--locations",
                    "db"))
            .directory(directory.toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD);
    builder.environment().putAll(InstarRun.environment(database));
    Process process = builder.start();
    try (BufferedReader events = process.inputReader()) {
      JsonNode event;
      do {
        event = JSON.readTree(events.readLine());
      } while (!event.path("event").asText().equals("snapshot"));
      assertThat(states(database)).containsExactly("Success", "Success", "Pending", "Pending");

      Ran.of(directory, Map.of(), List.of("kill", signal, "" + process.pid()));
      events.lines().forEach(line -> {});
    }
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isEqualTo(exitCode);
    assertThat(states(database)).containsExactly("Success", "Success", "Pending", "Pending");
    assertThat(ask(database, "SELECT name || ' ' || state FROM instar.migration ORDER BY id"))
        .containsExactly("V2__a done", "V3__bigint running");

    Ran again =
        InstarRun.of(
            directory,
            InstarRun.environment(database),
            "migrate",
            "--contract",
            "--locations",
            "db");
    assertThat(again.exitCode()).as(again.error()).isZero();
    assertThat(again.output()).startsWith("Applied version 3, version 4.\n");
    assertThat(again.error()).contains("going on with migration V3__bigint");

    flyway(control).migrate();
    String history =
        "SELECT concat_ws('|', installed_rank, version, description, type, script, checksum,"
            + " installed_by, success) FROM flyway_schema_history ORDER BY installed_rank";
    assertThat(ask(database, history)).isEqualTo(ask(control, history));
    flyway(database).validate();
    assertThat(ask(database, "SELECT sum(id) FROM orders"))
        .isEqualTo(ask(control, "SELECT sum(id) FROM orders"));
  }

  private List<String> states(SharedDatabase of) {
    return Stream.of(flyway(of).info().all()).map(i -> i.getState().getDisplayName()).toList();
  }

  private Flyway flyway(SharedDatabase of) {
    return Flyway.configure()
        .dataSource(of.jdbcUrl(), of.server().user(), of.server().password())
        .locations("filesystem:" + directory.resolve("db"))
        .load();
  }

  private void write(String name, String sql) throws IOException {
    Files.writeString(directory.resolve("db").resolve(name), sql);
  }

  private static List<String> ask(SharedDatabase of, String query) throws SQLException {
    try (Connection connection = of.connect();
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
