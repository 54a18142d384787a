package dev.instar.cli.progress;

import dev.instar.migrator.progress.ProgressEvent;
import java.time.Duration;
import java.util.Optional;

/** Events to show. */
final class Events {
  static final ProgressEvent STARTED =
      new ProgressEvent.StepStarted("1.1", "Rebuild public.orders", 1, 2);
  static final ProgressEvent FINISHED =
      new ProgressEvent.StepFinished(
          "1.1", "Rebuild public.orders", Duration.ofSeconds(94), "swapped");
  static final ProgressEvent NOTICE =
      new ProgressEvent.Notice("the lock was not free; again in 2 s");
  static final ProgressEvent SUMMARY =
      new ProgressEvent.RebuildSummary(
          "1.1", 3_300_000, 1_234, 3_300_100, 0, Duration.ofMillis(41));

  private Events() {}

  static ProgressEvent.Snapshot snapshot(String stage, long done, Optional<String> throttled) {
    return new ProgressEvent.Snapshot(
        "1.1",
        stage,
        done,
        3_300_000,
        85_432.1,
        1_234,
        12,
        Duration.ofMillis(300),
        throttled,
        Optional.of(Duration.ofSeconds(125)));
  }
}
