package dev.instar.samples.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.instar.engine.oracle.PostgresServer;
import dev.instar.engine.oracle.PostgresVersion;
import dev.instar.engine.oracle.SharedDatabase;
import dev.instar.migrator.twin.KeyKind;
import dev.instar.migrator.twin.ShapeTransform;
import dev.instar.migrator.twin.TwinConfig;
import dev.instar.migrator.twin.TwinWorkload;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The command line, killed while clients use the table: {@code resume} finishes what was begun,
 * {@code abort} takes it back, and no row is ever lost.
 */
class KilledMigrationTest {
  private static final PostgresServer SERVER = PostgresServer.shared(PostgresVersion.V17);
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final int ROWS = 15_000;
  private static final String SCRIPT = "ALTER TABLE orders ALTER COLUMN k1 TYPE bigint";

  /** What a rebuild makes outside the table's own schema and the state's. */
  private static final String LEFT_BEHIND =
      """
      SELECT 'slot ' || slot_name FROM pg_replication_slots WHERE database = current_database()
      UNION ALL SELECT 'publication ' || pubname FROM pg_publication
      UNION ALL SELECT 'schema ' || nspname FROM pg_namespace WHERE nspname ~ '^instar_'
      UNION ALL SELECT 'trigger ' || tgname FROM pg_trigger WHERE NOT tgisinternal
      UNION ALL SELECT 'replica identity ' || relname FROM pg_class
                 WHERE relnamespace = 'public'::regnamespace AND relreplident NOT IN ('d', 'n')
      UNION ALL SELECT 'lock ' || l.mode FROM pg_locks l JOIN pg_stat_activity a USING (pid)
                 WHERE l.relation = 'public.orders'::regclass AND application_name ~ '^instar'
      UNION ALL SELECT 'session ' || application_name FROM pg_stat_activity
                 WHERE datname = current_database() AND application_name ~ '^instar'
      """;

  private SharedDatabase database;
  private TwinWorkload workload;

  @BeforeEach
  void createTable() throws SQLException {
    database = SERVER.createDatabase();
    workload =
        TwinWorkload.create(
            TwinConfig.of(KeyKind.INTEGER, 21).withRows(ROWS),
            properties -> SERVER.connect(database.name(), properties));
    workload.start();
  }

  @AfterEach
  void dropDatabase() throws SQLException {
    workload.close();
    database.close();
  }

  @Test
  void killedInEveryStageItIsResumedAndNoRowDiffers() throws Exception {
    try (Run run = new Run("migrate", "--workers", "1", "--max-rows-per-second", "3000", "-")) {
      run.await(event -> stage(event).equals("copy") && event.path("rowsDone").asLong() > 0);
      run.kill();
    }
    try (Run run = new Run("resume")) {
      run.await(event -> event.path("message").asText().startsWith("building index"));
      run.kill();
    }
    try (Run run = new Run("resume")) {
      await(
          "SELECT EXISTS (SELECT FROM pg_stat_activity WHERE datname = current_database()"
              + " AND application_name ~ '^instar .* verify$')");
      run.kill();
    }
    // A reader that does not end keeps the swap waiting for its lock, again and again.
    try (Connection reader = database.connect();
        Statement statement = reader.createStatement()) {
      reader.setAutoCommit(false);
      statement.execute("SELECT count(*) FROM orders");
      try (Run run = new Run("resume", "--lock-budget", "2s")) {
        await(
            "SELECT EXISTS (SELECT FROM pg_locks l JOIN pg_stat_activity a USING (pid)"
                + " WHERE a.application_name ~ '^instar' AND l.mode = 'AccessExclusiveLock'"
                + " AND l.relation = 'public.orders'::regclass)");
        run.kill();
      }
    }
    // Whatever it held or waited for, its users go on without it.
    workload.awaitMore(100, PATIENCE);

    try (Run run = new Run("resume")) {
      assertThat(run.end()).as(run::text).isZero();
      JsonNode summary = run.find(event -> event.path("event").asText().equals("rebuildSummary"));
      assertThat(summary.path("rowsDiffering").asLong()).isZero();
      // Those of the runs that were killed count as well; the clients insert and delete.
      assertThat(summary.path("rowsCopied").asLong()).isBetween(ROWS * 9L / 10, ROWS * 11L / 10);
      assertThat(run.last("event")).isEqualTo("finished");
    }
    settle();
    assertThat(
            ask(
                "SELECT format_type(atttypid, -1) FROM pg_attribute WHERE attname = 'k1'"
                    + " AND attrelid = 'public.orders'::regclass"))
        .containsExactly("bigint");
    assertThat(workload.differences(migrated()).rows()).isEmpty();
    assertThat(ask(LEFT_BEHIND)).containsExactly("schema instar_old_1_1_1");
  }

  @Test
  void killedAndAbortedItLeavesNothingBehind() throws Exception {
    try (Run run = new Run("migrate", "--workers", "1", "--max-rows-per-second", "3000", "-")) {
      run.await(event -> stage(event).equals("copy") && event.path("rowsDone").asLong() > 0);
      run.kill();
    }
    try (Run run = new Run("abort")) {
      assertThat(run.end()).as(run::text).isZero();
      assertThat(run.last("outcome")).isEqualTo("aborted");
    }
    settle();
    assertThat(workload.differences(ShapeTransform.identity(workload.table())).rows()).isEmpty();
    assertThat(ask(LEFT_BEHIND)).isEmpty();
  }

  private ShapeTransform migrated() {
    return ShapeTransform.identity(workload.table()).with("\"k1\"", "t.\"k1\"::bigint");
  }

  private void settle() throws InterruptedException {
    workload.awaitMore(100, PATIENCE);
    workload.stop();
    assertThat(workload.anomalies()).isEmpty();
    assertThat(workload.failures()).isEmpty();
  }

  private static String stage(JsonNode event) {
    return event.path("stage").asText();
  }

  private void await(String question) throws SQLException, InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      while (true) {
        try (ResultSet row = statement.executeQuery(question)) {
          row.next();
          if (row.getBoolean(1)) {
            return;
          }
        }
        assertThat(System.nanoTime()).as(question).isLessThan(end);
        TimeUnit.MILLISECONDS.sleep(1);
      }
    }
  }

  private List<String> ask(String query) throws SQLException {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      List<String> result = new ArrayList<>();
      while (rows.next()) {
        result.add(rows.getString(1));
      }
      return result;
    }
  }

  /** One process, and what it has told. */
  private final class Run implements AutoCloseable {
    private final Queue<JsonNode> events = new ConcurrentLinkedQueue<>();
    private final InstarProcess process;

    Run(String command, String... options) {
      List<String> arguments = new ArrayList<>(List.of(command, "--progress", "json"));
      arguments.addAll(List.of(options));
      process =
          InstarProcess.start(
              database, SCRIPT, List.of("-XX:TieredStopAtLevel=1"), arguments, events::add);
    }

    void await(Predicate<JsonNode> wanted) throws InterruptedException {
      long end = System.nanoTime() + PATIENCE.toNanos();
      while (events.stream().noneMatch(wanted)) {
        assertThat(process.isRunning() && System.nanoTime() < end).as(this::text).isTrue();
        TimeUnit.MILLISECONDS.sleep(1);
      }
    }

    void kill() throws InterruptedException {
      process.kill();
      assertThat(end()).as("it was killed, and had not ended").isEqualTo(128 + 9);
    }

    int end() throws InterruptedException {
      return process.await(PATIENCE);
    }

    JsonNode find(Predicate<JsonNode> wanted) {
      return events.stream().filter(wanted).findFirst().orElseThrow();
    }

    String last(String member) {
      return List.copyOf(events).getLast().path(member).asText();
    }

    String text() {
      return process.text() + "\n" + events;
    }

    @Override
    public void close() {
      process.close();
    }
  }
}
