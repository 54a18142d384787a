package dev.instar.cli.migration;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.instar.cli.TestShell;
import dev.instar.engine.oracle.PostgresServer;
import dev.instar.engine.oracle.PostgresVersion;
import dev.instar.engine.oracle.SharedDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A migration beside a real standby that falls behind. */
class ReplicaLagTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int ROWS = 60_000;

  private static PostgresServer primary;
  private static PostgresServer standby;

  @TempDir private Path directory;
  private SharedDatabase database;
  private String script;

  @BeforeAll
  static void start() {
    primary = PostgresServer.start(PostgresVersion.V17);
    standby = primary.startStandby("east", Map.of());
  }

  @AfterAll
  static void stop() {
    standby.close();
    primary.close();
  }

  @BeforeEach
  void createTable() throws Exception {
    database = primary.createDatabase();
    execute("CREATE TABLE orders (id int PRIMARY KEY, note text)");
    execute("INSERT INTO orders SELECT g, g FROM generate_series(1, " + ROWS + ") g");
    execute("ANALYZE orders");
    script = directory.resolve("bigint.sql").toString();
    Files.writeString(Path.of(script), "ALTER TABLE orders ALTER COLUMN id TYPE bigint");
    primary.await(
        "SELECT count(*) = 1 AND bool_and(replay_lsn = pg_current_wal_lsn())"
            + " FROM pg_stat_replication WHERE application_name = 'east'");
  }

  @Test
  void aStandbyThatFallsBehindSlowsItAndItIsSaidWhy() throws Exception {
    Run run = new Run("migrate", "--max-load", "replica_lag=1s", script);
    run.await(ReplicaLagTest::isCopying);
    standby.freeze();
    try {
      run.await(event -> throttledBy(event).matches("replica_lag [0-9.]+ s on east, limit 1.0 s"));
    } finally {
      standby.thaw();
    }
    // Slowed down, not stopped: when the standby is back it comes to its end.
    assertThat(run.end(0)).containsEntry("outcome", "expanded");
    assertThat(run.summary()).containsEntry("rowsDiffering", "0");
    database.close();
  }

  @Test
  void aLagThatIsTooMuchStopsItSafelyAndItGoesOnWhenResumed() throws Exception {
    Run run = new Run("migrate", "--critical-load", "replica_lag:east=1s", script);
    run.await(ReplicaLagTest::isCopying);
    standby.freeze();
    try {
      assertThat(run.end(1)).containsEntry("code", "CRITICAL_LOAD");
    } finally {
      standby.thaw();
    }
    assertThat(run.error())
        .contains("error [CRITICAL_LOAD]: stopped: replica_lag:east ", "Resume when the load is");
    CommandLine instar = CommandLine.ofSuperuser(database);
    assertThat(instar.done("status")).contains("Migration bigint: interrupted");
    execute("UPDATE orders SET note = 'meanwhile' WHERE id % 10 = 0");

    assertThat(instar.done("resume"))
        .contains("rows copied       60,000", "rows that differ  0", "is expanded");
    assertThat(ask("SELECT count(*) FROM orders WHERE note = 'meanwhile'")).isEqualTo("6000");
    database.close();
  }

  @Test
  void aStandbyThatIsNotThereCountsAsBehind() throws Exception {
    Run run = new Run("migrate", "--max-load", "replica_lag:west=1h", script);
    run.await(
        event ->
            throttledBy(event)
                .equals("replica_lag:west cannot be read: there is no standby west connected"));
    CommandLine instar = CommandLine.ofSuperuser(database);
    assertThat(instar.done("throttle", "--max-load", "replica_lag:east=1h"))
        .contains("is throttled");
    assertThat(run.end(0)).containsEntry("outcome", "expanded");
    database.close();
  }

  private static boolean isCopying(JsonNode event) {
    return event.path("stage").asText().equals("copy");
  }

  private static String throttledBy(JsonNode event) {
    return event.path("throttledBy").asText("");
  }

  private void execute(String sql) throws SQLException {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private String ask(String query) throws SQLException {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      row.next();
      return row.getString(1);
    }
  }

  /** A slow run whose events are read as they come. */
  private final class Run {
    private final TestShell shell = new TestShell(CommandLine.ofSuperuser(database).environment());
    private final CompletableFuture<Integer> exitCode;

    Run(String command, String... arguments) {
      List<String> all = new ArrayList<>(List.of(command, "--progress", "json"));
      // Slow enough that the copy outlasts what happens to the standby meanwhile.
      all.addAll(List.of("--chunk-time", "20ms", "--max-rows-per-second", "25000"));
      all.addAll(List.of(arguments));
      exitCode = CompletableFuture.supplyAsync(() -> shell.run(all.toArray(String[]::new)));
    }

    void await(Predicate<JsonNode> wanted) throws Exception {
      long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
      while (events().stream().noneMatch(wanted)) {
        assertThat(exitCode.isDone()).as(() -> shell.output() + shell.error()).isFalse();
        assertThat(System.nanoTime()).as(() -> shell.output() + shell.error()).isLessThan(end);
        TimeUnit.MILLISECONDS.sleep(20);
      }
    }

    /** Its last event, when it has ended with that code. */
    Map<String, String> end(int code) throws Exception {
      assertThat(exitCode.get(60, TimeUnit.SECONDS)).as(shell.error()).isEqualTo(code);
      return members(events().getLast());
    }

    Map<String, String> summary() throws JsonProcessingException {
      return members(
          events().stream()
              .filter(e -> e.path("event").asText().equals("rebuildSummary"))
              .findFirst()
              .orElseThrow());
    }

    String error() {
      return shell.error();
    }

    private Map<String, String> members(JsonNode event) {
      Map<String, String> members = new HashMap<>();
      event.properties().forEach(m -> members.put(m.getKey(), m.getValue().asText()));
      return members;
    }

    /** Whole lines only: the last may still be written. */
    private List<JsonNode> events() throws JsonProcessingException {
      String output = shell.output();
      List<JsonNode> events = new ArrayList<>();
      for (String line : output.substring(0, output.lastIndexOf('\n') + 1).lines().toList()) {
        events.add(JSON.readTree(line));
      }
      return events;
    }
  }
}
