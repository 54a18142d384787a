package dev.instar.migrator.postgresql.steps;

import dev.instar.migrator.execute.StepContext;
import dev.instar.migrator.execute.Ticker;
import dev.instar.migrator.progress.ProgressEvent;
import java.time.Duration;
import java.util.Optional;

/** Tells about once a second how fast a backfill goes. Not thread-safe. */
final class Speed {
  private static final long EVERY_NANOS = Duration.ofSeconds(1).toNanos();

  private final StepContext context;
  private final Ticker ticker;
  private long lastNanos;
  private long lastRows = -1;

  Speed(StepContext context, Ticker ticker) {
    this.context = context;
    this.ticker = ticker;
    this.lastNanos = ticker.nanos();
  }

  /**
   * @param rows done so far, by earlier runs too
   */
  void report(long rows) {
    long now = ticker.nanos();
    if (lastRows < 0) {
      lastRows = rows;
    }
    if (now - lastNanos < EVERY_NANOS) {
      return;
    }
    double perSecond = (rows - lastRows) * 1e9 / (now - lastNanos);
    long estimated = context.step().estimate().rows();
    Optional<Duration> remaining =
        perSecond > 0 && estimated > rows
            ? Optional.of(Duration.ofSeconds((long) ((estimated - rows) / perSecond)))
            : Optional.empty();
    lastNanos = now;
    lastRows = rows;
    context
        .progress()
        .report(
            new ProgressEvent.Snapshot(
                context.step().id(),
                "backfill",
                rows,
                estimated,
                perSecond,
                0,
                0,
                Duration.ZERO,
                context.throttle().reason(),
                remaining));
  }
}
