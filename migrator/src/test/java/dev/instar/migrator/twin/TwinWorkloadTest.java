package dev.instar.migrator.twin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.instar.engine.oracle.PostgresServer;
import dev.instar.engine.oracle.PostgresVersion;
import dev.instar.engine.oracle.SharedDatabase;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The workload itself, without a migration: what it reports must then be nothing at all. */
final class TwinWorkloadTest {
  private static final PostgresServer SERVER = PostgresServer.shared(PostgresVersion.V17);

  static List<KeyKind> kinds() {
    return KeyKind.ALL;
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void withoutAMigrationNothingFailsAndNothingDiffers(KeyKind kind) throws Exception {
    try (SharedDatabase database = SERVER.createDatabase();
        TwinWorkload workload = create(fast(kind, 1).withRows(400), database)) {
      workload.start();
      workload.awaitEach(1, Duration.ofSeconds(60));
      workload.truncate();
      workload.awaitMore(300, Duration.ofSeconds(60));
      workload.stop();
      assertClean(workload);
      assertThat(workload.differences(ShapeTransform.identity(workload.table())).compared())
          .isPositive();
      assertThat(workload.longestStall()).isPositive();
    }
  }

  @Test
  void oneChangedValueIsFound() throws Exception {
    try (SharedDatabase database = SERVER.createDatabase();
        TwinWorkload workload = create(fast(KeyKind.INTEGER, 2).withRows(50), database)) {
      ShapeTransform same = ShapeTransform.identity(workload.table());
      assertThat(workload.differences(same).count()).isZero();
      for (String change :
          List.of(
              "UPDATE orders SET amount = '1.0' WHERE amount::text = '1.00'",
              "UPDATE orders SET ratio = 0 WHERE ratio::text = '-0'",
              "UPDATE orders SET \"a \"\"note\"\"\" = coalesce(\"a \"\"note\"\"\", '') || ' '"
                  + " WHERE k1 = 0",
              "DELETE FROM orders WHERE k1 = 0",
              "UPDATE twin.orders SET k1 = 12345 WHERE k1 = 0",
              "DELETE FROM twin.orders WHERE k1 = 0")) {
        try (Connection connection = database.connect();
            Statement statement = connection.createStatement()) {
          connection.setAutoCommit(false);
          assertThat(statement.executeUpdate(change)).as(change).isPositive();
          assertThat(TwinDifferences.between(connection, workload.table(), same).count())
              .as(change)
              .isPositive();
          connection.rollback();
        }
      }
    }
  }

  @Test
  void aLostWriteIsNoticedWhileTheWorkloadRuns() throws Exception {
    try (SharedDatabase database = SERVER.createDatabase();
        TwinWorkload workload = create(fast(KeyKind.BIGINT, 3).withRows(200), database)) {
      workload.start();
      workload.awaitMore(50, Duration.ofSeconds(30));
      try (Connection connection = database.connect();
          Statement statement = connection.createStatement()) {
        // One row at a time: several at once could deadlock with a writer.
        for (int i = 0; i < 100; i++) {
          statement.execute("DELETE FROM orders WHERE k1 = (SELECT min(k1) FROM orders)");
        }
      }
      workload.awaitMore(400, Duration.ofSeconds(30));
      workload.stop();
      assertThat(workload.anomalies()).isNotEmpty();
      assertThat(workload.differences(ShapeTransform.identity(workload.table())).count())
          .isPositive();
    }
  }

  @Test
  void cutConnectionsAreTheOnlyFailuresAndCostNoRow() throws Exception {
    try (SharedDatabase database = SERVER.createDatabase();
        TwinWorkload workload = create(fast(KeyKind.UUID, 4).withRows(200), database)) {
      workload.start();
      workload.awaitMore(50, Duration.ofSeconds(30));
      try (Connection connection = database.connect();
          Statement statement = connection.createStatement()) {
        statement.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                + " WHERE application_name LIKE 'twin %' AND datname = current_database()");
      }
      workload.awaitMore(200, Duration.ofSeconds(30));
      workload.stop();
      assertThat(workload.failures())
          .isNotEmpty()
          .allSatisfy(failure -> assertThat(failure.sqlState()).isIn("57P01", "08006"));
      assertThat(workload.anomalies()).isEmpty();
      assertThat(workload.differences(ShapeTransform.identity(workload.table())).rows()).isEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void everyNumberHasAKeyOfItsOwn(KeyKind kind) {
    Set<List<String>> seen = new HashSet<>();
    for (long number = 0; number < 50_000; number++) {
      assertThat(seen.add(kind.values(number))).as("number %d", number).isTrue();
    }
  }

  private static TwinConfig fast(KeyKind kind, long seed) {
    return TwinConfig.of(kind, seed).withPause(Duration.ZERO);
  }

  private static TwinWorkload create(TwinConfig config, SharedDatabase database) throws Exception {
    return TwinWorkload.create(
        config, properties -> database.server().connect(database.name(), properties));
  }

  private static void assertClean(TwinWorkload workload) throws Exception {
    System.out.println(workload);
    assertThat(workload.failures()).isEmpty();
    assertThat(workload.anomalies()).isEmpty();
    assertThat(workload.differences(ShapeTransform.identity(workload.table())).rows()).isEmpty();
  }
}
