package dev.instar.migrator.twin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.instar.engine.oracle.SharedDatabase;
import dev.instar.migrator.progress.ProgressEvent.RebuildSummary;
import java.time.Duration;

/** A whole migration under a workload, and what must hold afterwards. */
final class TwinScenario {
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private TwinScenario() {}

  static Connector connector(SharedDatabase database) {
    return properties -> database.server().connect(database.name(), properties);
  }

  /** Migrates while every kind of operation happens, before, meanwhile and afterwards. */
  static void migrateUnderLoad(SharedDatabase database, TwinConfig config) throws Exception {
    try (TwinWorkload workload = TwinWorkload.create(config, connector(database))) {
      TwinMigration migration =
          new TwinMigration(database, workload.table(), new GateThrottle(Duration.ofMillis(10)));
      workload.start();
      workload.awaitEach(1, PATIENCE);
      long before = workload.transactions();
      RebuildSummary summary = migration.run();
      long meanwhile = workload.transactions() - before;
      workload.awaitMore(100, PATIENCE);
      workload.stop();
      System.out.printf("%s; %d meanwhile; %s%n", workload, meanwhile, summary);
      assertThat(meanwhile).as("transactions during the migration").isGreaterThan(5);
      assertThat(summary.rowsVerified()).isPositive();
      assertNothingLost(workload, migration, summary);
    }
  }

  static void assertNothingLost(
      TwinWorkload workload, TwinMigration migration, RebuildSummary summary) throws Exception {
    assertThat(workload.failures()).isEmpty();
    assertThat(workload.anomalies()).isEmpty();
    TwinDifferences differences = workload.differences(migration.transform());
    assertThat(differences.rows()).isEmpty();
    assertThat(differences.compared()).isPositive();
    // Repairs: what the verification found and put right. There must be nothing to find.
    assertThat(summary.rowsDiffering()).isZero();
  }
}
