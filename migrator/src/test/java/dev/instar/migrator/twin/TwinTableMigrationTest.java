package dev.instar.migrator.twin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.instar.engine.oracle.PostgresServer;
import dev.instar.engine.oracle.PostgresVersion;
import dev.instar.engine.oracle.SharedDatabase;
import dev.instar.migrator.error.ErrorCode;
import dev.instar.migrator.error.MigrationException;
import dev.instar.migrator.progress.ProgressEvent.RebuildSummary;
import dev.instar.migrator.throttle.Throttle;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A table is rebuilt while clients use it in every way they can; afterwards no row may differ. */
final class TwinTableMigrationTest {
  private static final PostgresServer SERVER = PostgresServer.shared(PostgresVersion.V17);
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  /** So many that the copy is made in several pieces. */
  private static final int MANY = 15_000;

  static List<KeyKind> kinds() {
    return List.of(
        KeyKind.INTEGER,
        KeyKind.TEXT_ICU,
        KeyKind.INTEGER_TEXT_ICU,
        KeyKind.TIMESTAMPTZ_UUID_INTEGER);
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void nothingIsLostAndNothingFails(KeyKind kind) throws Exception {
    try (SharedDatabase database = SERVER.createDatabase()) {
      TwinScenario.migrateUnderLoad(database, TwinConfig.of(kind, 11));
    }
  }

  @Test
  void anEmptyTableFillsWhileItIsRebuilt() throws Exception {
    try (SharedDatabase database = SERVER.createDatabase()) {
      TwinScenario.migrateUnderLoad(database, TwinConfig.of(KeyKind.INTEGER, 12).withRows(0));
    }
  }

  @Test
  void aTableOfOneRowIsRebuiltWhileItIsUsed() throws Exception {
    try (SharedDatabase database = SERVER.createDatabase()) {
      TwinScenario.migrateUnderLoad(
          database, TwinConfig.of(KeyKind.UUID, 13).withRows(1).withWriters(1));
    }
  }

  @Test
  void aTruncateInTheMiddleOfTheCopyEmptiesTheNewShapeToo() throws Exception {
    try (SharedDatabase database = SERVER.createDatabase();
        TwinWorkload workload =
            TwinWorkload.create(
                TwinConfig.of(KeyKind.INTEGER, 14).withRows(MANY),
                TwinScenario.connector(database))) {
      GateThrottle throttle = new GateThrottle(Duration.ofMillis(1));
      GateThrottle.Gate gate = throttle.hold(Throttle.Demand.COPY, 2);
      TwinMigration migration = new TwinMigration(database, workload.table(), throttle);
      workload.start();
      Future<RebuildSummary> run = migration.start();
      gate.awaitReached();
      workload.truncate();
      gate.open();
      RebuildSummary summary = run.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      workload.awaitMore(100, PATIENCE);
      workload.stop();
      TwinScenario.assertNothingLost(workload, migration, summary);
    }
  }

  @Test
  void somebodyElsesChangeOfTheTableStopsItAndTheTableIsUntouched() throws Exception {
    try (SharedDatabase database = SERVER.createDatabase();
        TwinWorkload workload =
            TwinWorkload.create(
                TwinConfig.of(KeyKind.INTEGER, 15).withRows(MANY),
                TwinScenario.connector(database))) {
      GateThrottle throttle = new GateThrottle(Duration.ofMillis(1));
      GateThrottle.Gate gate = throttle.hold(Throttle.Demand.COPY, 2);
      TwinMigration migration = new TwinMigration(database, workload.table(), throttle);
      workload.start();
      Future<RebuildSummary> run = migration.start();
      gate.awaitReached();
      execute(database, "ALTER TABLE public.orders ADD COLUMN intruder integer");
      gate.open();
      assertThatThrownBy(() -> run.get(PATIENCE.toSeconds(), TimeUnit.SECONDS))
          .isInstanceOf(ExecutionException.class)
          .cause()
          .isInstanceOfSatisfying(
              MigrationException.class,
              e -> assertThat(e.code()).isEqualTo(ErrorCode.FOREIGN_CHANGE));
      workload.awaitMore(100, PATIENCE);
      migration.discard();
      workload.awaitMore(100, PATIENCE);
      workload.stop();
      assertThat(workload.failures()).isEmpty();
      assertThat(workload.anomalies()).isEmpty();
      assertThat(workload.differences(ShapeTransform.identity(workload.table())).rows()).isEmpty();
    }
  }

  private static void execute(SharedDatabase database, String sql) throws SQLException {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
