package dev.instar.migrator.twin.kill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.instar.engine.oracle.PostgresServer;
import dev.instar.engine.oracle.SharedDatabase;
import dev.instar.migrator.twin.KeyKind;
import dev.instar.migrator.twin.ShapeTransform;
import dev.instar.migrator.twin.TwinConfig;
import dev.instar.migrator.twin.TwinRebuild;
import dev.instar.migrator.twin.TwinWorkload;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.SortedSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BiConsumer;

/** One table, its clients, and one migration of it. Used by one thread. */
final class Trial implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  /** What clients may see when the server goes away. */
  private static final List<String> SERVER_WENT_AWAY =
      List.of("57P01", "57P02", "57P03", "08001", "08003", "08006");

  private final SharedDatabase database;
  private final TwinWorkload workload;
  private final SortedSet<String> before;
  private final Queue<String> told = new ConcurrentLinkedQueue<>();

  Trial(PostgresServer server, long seed, int rows) throws SQLException {
    System.out.println("seed " + seed);
    database = server.createDatabase();
    workload =
        TwinWorkload.create(
            TwinConfig.of(KeyKind.INTEGER, seed).withRows(rows),
            properties -> server.connect(database.name(), properties));
    before = Catalog.of(database);
    workload.start();
  }

  SharedDatabase database() {
    return database;
  }

  /** Starts the migration, or resumes it where it was begun. */
  RunnerProcess start(BiConsumer<RunnerProcess, String> onLine) throws IOException {
    return RunnerProcess.start(
        database,
        "migrate",
        (process, line) -> {
          told.add(line);
          onLine.accept(process, line);
        });
  }

  RunnerProcess start() throws IOException {
    return start((process, line) -> {});
  }

  /** Runs it to its end. */
  void finish() throws IOException, InterruptedException {
    try (RunnerProcess process = start()) {
      int code = process.await();
      assertThat(code).as(() -> String.join("\n", told)).isZero();
    }
  }

  /** Takes it back. */
  void abort() throws IOException, InterruptedException {
    try (RunnerProcess process = RunnerProcess.start(database, "abort", (p, line) -> {})) {
      int code = process.await();
      assertThat(code).as(process::text).isZero();
    }
  }

  /** Whether it was begun, so that it can be taken back. */
  boolean isBegun() throws SQLException {
    return ask("SELECT to_regclass('instar.migration') IS NOT NULL")
        && ask("SELECT EXISTS (SELECT FROM instar.migration WHERE state = 'running')");
  }

  /** Whether rows of its copy are there that a resumed run would not copy again. */
  boolean hasCopied() throws SQLException {
    return ask("SELECT to_regclass('instar.copied_range') IS NOT NULL")
        && ask("SELECT EXISTS (SELECT FROM instar.copied_range)");
  }

  /** Whether the new shape is live. */
  boolean isSwapped() throws SQLException {
    return ask(
        "SELECT atttypid = 'bigint'::regtype FROM pg_attribute"
            + " WHERE attrelid = 'public.orders'::regclass AND attname = 'k1'");
  }

  boolean ask(String query) throws SQLException {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(query)) {
      result.next();
      return result.getBoolean(1);
    }
  }

  /** After the migration: every row is as its client wrote it, and no client saw an error. */
  void assertMigrated() throws Exception {
    settle();
    assertThat(isSwapped()).isTrue();
    assertThat(workload.differences(new TwinRebuild(workload.table()).transform()).rows())
        .isEmpty();
    assertThat(told).noneMatch(line -> line.contains("differ from the source"));
    assertThat(Catalog.of(database)).noneMatch(object -> object.matches("(slot|origin) .*"));
  }

  /** The table is as it was, and nothing else is there. */
  void assertUntouched() throws Exception {
    settle();
    assertThat(isSwapped()).isFalse();
    assertThat(workload.differences(ShapeTransform.identity(workload.table())).rows()).isEmpty();
    assertThat(Catalog.of(database)).isEqualTo(before);
  }

  private void settle() throws InterruptedException {
    workload.awaitMore(100, PATIENCE);
    workload.stop();
    System.out.println(workload);
    assertThat(workload.anomalies()).isEmpty();
    assertThat(workload.failures())
        .allSatisfy(failure -> assertThat(failure.sqlState()).isIn(SERVER_WENT_AWAY));
  }

  @Override
  public void close() throws SQLException {
    workload.close();
    database.close();
  }
}
