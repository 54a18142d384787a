package dev.instar.samples.demo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.instar.engine.oracle.SharedDatabase;
import dev.instar.migrator.error.ErrorCode;
import dev.instar.migrator.error.MigrationException;
import dev.instar.migrator.progress.ProgressEvent.RebuildSummary;
import dev.instar.samples.SampleMigration;
import dev.instar.samples.process.InstarProcess;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/** Runs the same statement with {@code instar migrate}. */
record InstarMigrate(SampleMigration migration) implements Change {
  @Override
  public Optional<RebuildSummary> run(SharedDatabase database, Consumer<String> status)
      throws InterruptedException {
    AtomicReference<RebuildSummary> summary = new AtomicReference<>();
    status.accept("starting");
    try (InstarProcess process =
        InstarProcess.start(
            database,
            migration.script(),
            List.of("-Xmx256m"),
            List.of("migrate", "--progress", "json", "-"),
            event -> take(event, status, summary))) {
      int code = process.await();
      if (code != 0) {
        throw new MigrationException(
            ErrorCode.INTERNAL,
            "instar migrate ended with " + code + ": " + process.text().strip(),
            "Report this: the demo is meant to work everywhere.");
      }
    }
    return Optional.ofNullable(summary.get());
  }

  private static void take(
      JsonNode event, Consumer<String> status, AtomicReference<RebuildSummary> summary) {
    switch (event.path("event").asText()) {
      case "snapshot" -> {
        long estimated = event.path("rowsEstimated").asLong();
        long done = event.path("rowsDone").asLong();
        String percent = estimated == 0 ? "" : " " + Math.min(100, 100 * done / estimated) + " %";
        status.accept(event.path("stage").asText() + percent);
      }
      case "stepStarted" -> status.accept("preparing");
      case "rebuildSummary" ->
          summary.set(
              new RebuildSummary(
                  event.path("step").asText(),
                  event.path("rowsCopied").asLong(),
                  event.path("changesApplied").asLong(),
                  event.path("rowsVerified").asLong(),
                  event.path("rowsDiffering").asLong(),
                  Duration.ofMillis(event.path("lockHeldMillis").asLong())));
      default -> {}
    }
  }
}
