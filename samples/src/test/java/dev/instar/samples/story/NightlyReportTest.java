package dev.instar.samples.story;

import static org.assertj.core.api.Assertions.assertThat;

import dev.instar.engine.oracle.PostgresServer;
import dev.instar.engine.oracle.PostgresVersion;
import dev.instar.engine.oracle.SharedDatabase;
import dev.instar.samples.process.InstarProcess;
import dev.instar.samples.story.CommandLine.Result;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The story of the nightly report: a transaction that stays open for hours. */
class NightlyReportTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Story STORY = Story.of("04");
  private static final Path MIGRATION = STORY.migrations().getFirst();
  private static final String DEAD_ROWS =
      "SELECT n_dead_tup::text FROM pg_stat_user_tables WHERE relname = 'orders'";

  private SharedDatabase database;
  private Connection report;

  @BeforeEach
  void createTables() throws SQLException {
    database = PostgresServer.shared(PostgresVersion.V17).createDatabase();
    new StoryRun(STORY, database).prepare();
    report = database.connect();
    run(report, "SET application_name = 'nightly report'");
    report.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
    report.setAutoCommit(false);
  }

  @AfterEach
  void dropDatabase() throws SQLException {
    report.close();
    database.close();
  }

  @Test
  void asWrittenEverybodyWaitsBehindTheStatementThatWaitsForTheReport() throws Exception {
    run(report, "SELECT sum(total) FROM orders");
    String statement = STORY.statements(MIGRATION.getFileName().toString()).getFirst();
    try (Connection migration = database.connect();
        Connection customer = database.connect()) {
      CompletableFuture<Void> altered = begin(migration, statement);
      await("SELECT count(*) = 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock'");
      // A reader, whom neither of the two alone would keep waiting.
      CompletableFuture<Void> read = begin(customer, "SELECT total FROM orders WHERE id = 1");
      await("SELECT count(*) = 2 FROM pg_stat_activity WHERE wait_event_type = 'Lock'");
      report.commit();
      altered.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      read.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }
  }

  @Test
  void instarLetsEverybodyThroughGivesUpNamesTheReportAndGoesOnLater() throws Exception {
    run(report, "SELECT sum(total) FROM orders");
    CommandLine instar = CommandLine.of(database);
    try (StoryClients clients = new StoryClients(database, STORY.statements("load.sql"))) {
      Result stopped = instar.migrate(MIGRATION, "--lock-patience", "1s");
      assertThat(stopped.exitCode()).isEqualTo(6);
      assertThat(stopped.error())
          .contains("error [LOCK_NOT_AVAILABLE]", "nightly report, idle in transaction");
      clients.awaitMore();
      report.commit();
      Result resumed = instar.run(List.of("resume"));
      assertThat(resumed.exitCode()).as(resumed.error()).isZero();
      clients.settle();
    }
  }

  @Test
  void whatTheReportMightReadCannotBeCleanedUp() throws Exception {
    run(report, "SELECT count(*) FROM report_totals");
    try (Connection connection = database.connect()) {
      run(connection, Files.readString(MIGRATION));
      run(connection, "VACUUM orders");
      assertThat(ask(connection, DEAD_ROWS)).isEqualTo("10000");
      report.commit();
      run(connection, "VACUUM orders");
      assertThat(ask(connection, DEAD_ROWS)).isEqualTo("0");
    }
  }

  @Test
  void theThrottleSlowsDownWhileTheReportRuns() throws Exception {
    run(report, "SELECT count(*) FROM report_totals");
    awaitReportOlderThanASecond();
    CountDownLatch slowed = new CountDownLatch(1);
    try (InstarProcess instar =
        InstarProcess.start(
            database,
            Files.readString(MIGRATION),
            List.of(),
            List.of(
                "migrate",
                "--progress",
                "json",
                "--max-load",
                "snapshot_age=1s",
                "--max-rows-per-second",
                "5000",
                "-"),
            event -> {
              if (event.path("throttledBy").asText().startsWith("snapshot_age")) {
                slowed.countDown();
              }
            })) {
      assertThat(slowed.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).as(instar.text()).isTrue();
    }
  }

  @Test
  void orStopsAndGoesOnWhenTheReportIsDone() throws Exception {
    run(report, "SELECT count(*) FROM report_totals");
    awaitReportOlderThanASecond();
    CommandLine instar = CommandLine.of(database);
    Result stopped =
        instar.migrate(
            MIGRATION, "--critical-load", "snapshot_age=1s", "--max-rows-per-second", "5000");
    assertThat(stopped.exitCode()).isEqualTo(1);
    assertThat(stopped.error()).contains("error [CRITICAL_LOAD]: stopped: snapshot_age");
    report.commit();
    Result resumed = instar.run(List.of("resume"));
    assertThat(resumed.exitCode()).as(resumed.error()).isZero();
    try (Connection connection = database.connect()) {
      assertThat(ask(connection, "SELECT count(*) FROM orders WHERE delivered_on IS NOT NULL"))
          .isEqualTo("10000");
    }
  }

  private void awaitReportOlderThanASecond() throws Exception {
    await(
        "SELECT clock_timestamp() - xact_start > interval '1500 ms' FROM pg_stat_activity"
            + " WHERE application_name = 'nightly report'");
  }

  private void await(String question) throws SQLException, InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    try (Connection connection = database.connect()) {
      while (!ask(connection, question).equals("t")) {
        assertThat(System.nanoTime()).as(question).isLessThan(end);
        TimeUnit.MILLISECONDS.sleep(5);
      }
    }
  }

  private static CompletableFuture<Void> begin(Connection connection, String sql) {
    return CompletableFuture.runAsync(
        () -> {
          try {
            run(connection, sql);
          } catch (SQLException e) {
            throw new IllegalStateException(e);
          }
        },
        task -> Thread.ofVirtual().start(task));
  }

  private static void run(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static String ask(Connection connection, String query) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      row.next();
      return row.getString(1);
    }
  }
}
