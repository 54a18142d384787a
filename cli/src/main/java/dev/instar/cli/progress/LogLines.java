package dev.instar.cli.progress;

import dev.instar.migrator.error.MigrationException;
import dev.instar.migrator.progress.ProgressEvent;
import dev.instar.migrator.report.Quantities;
import dev.instar.migrator.run.TimeTaken;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * Lines for a log, each with its time in UTC. Snapshots are thinned out; steps and notices are not.
 *
 * <pre>
 * 2026-01-31T12:00:00Z step 1.1 (1 of 2): Build the new shape of public.orders beside it
 * 2026-01-31T12:00:05Z step 1.1: copy 37%, 1.2M/3.3M rows, ETA 2 min 5 s, 85k rows/s, …
 * </pre>
 */
final class LogLines implements Display {
  static final Duration SNAPSHOTS_AT_MOST_EVERY = Duration.ofSeconds(5);

  private final PrintStream log;
  private final Clock clock;

  // Guarded by this.
  private Instant lastSnapshot = Instant.MIN;
  private String lastStage = "";
  private boolean closed;

  LogLines(PrintStream log, Clock clock) {
    this.log = log;
    this.clock = clock;
  }

  @Override
  public synchronized void report(ProgressEvent event) {
    switch (event) {
      case ProgressEvent.StepStarted started ->
          line(
              "step %s (%d of %d): %s"
                  .formatted(
                      started.stepId(), started.position(), started.total(), started.title()));
      case ProgressEvent.StepFinished finished -> line(text(finished));
      case ProgressEvent.Notice notice -> line(notice.message());
      case ProgressEvent.Snapshot snapshot -> thinned(snapshot);
      case ProgressEvent.RebuildSummary summary -> {
        // Said at the end, see Tally.
      }
    }
  }

  private void thinned(ProgressEvent.Snapshot snapshot) {
    Instant now = clock.instant();
    boolean newStage = !snapshot.stage().equals(lastStage);
    if (newStage || now.isAfter(lastSnapshot.plus(SNAPSHOTS_AT_MOST_EVERY))) {
      lastSnapshot = now;
      lastStage = snapshot.stage();
      line("step %s: %s".formatted(snapshot.stepId(), String.join(", ", Phrases.of(snapshot))));
    }
  }

  static String text(ProgressEvent.StepFinished finished) {
    String detail = finished.detail().isEmpty() ? "" : "; " + finished.detail();
    return "step %s done in %s: %s%s"
        .formatted(
            finished.stepId(), Quantities.duration(finished.took()), finished.title(), detail);
  }

  @Override
  public void finished(String outcome, List<TimeTaken> times) {}

  @Override
  public void failed(MigrationException failure) {}

  @Override
  public synchronized void close() {
    closed = true;
  }

  private void line(String text) {
    if (!closed) {
      log.println(clock.instant().truncatedTo(ChronoUnit.SECONDS) + " " + text);
    }
  }
}
