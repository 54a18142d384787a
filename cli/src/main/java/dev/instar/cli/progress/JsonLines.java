package dev.instar.cli.progress;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.instar.migrator.error.MigrationException;
import dev.instar.migrator.progress.ProgressEvent;
import dev.instar.migrator.run.TimeTaken;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * One JSON object for each event, each on a line of its own. Every object has {@code time} (UTC,
 * ISO 8601) and {@code event}; durations are in milliseconds. The events and their members:
 *
 * <pre>{@code
 * stepStarted    step title position total
 * stepFinished   step title tookMillis detail
 * notice         message
 * snapshot       step stage rowsDone rowsEstimated rowsPerSecond changesApplied backlog lagMillis
 *                throttledBy (or null) remainingMillis (or null)
 * rebuildSummary step rowsCopied changesApplied rowsVerified rowsDiffering lockHeldMillis
 * finished       outcome migrations: [{name tookMillis estimatedMillis (or null) interrupted}]
 * failed         code message advice exitCode
 * }</pre>
 *
 * Members are only ever added; a reader ignores events and members that it does not know. The last
 * line is {@code finished} or {@code failed}, unless the process was killed.
 */
final class JsonLines implements Display {
  private final PrintStream output;
  private final Clock clock;

  // Guarded by this.
  private boolean closed;

  JsonLines(PrintStream output, Clock clock) {
    this.output = output;
    this.clock = clock;
  }

  @Override
  public void report(ProgressEvent event) {
    switch (event) {
      case ProgressEvent.StepStarted started ->
          line(
              object("stepStarted")
                  .put("step", started.stepId())
                  .put("title", started.title())
                  .put("position", started.position())
                  .put("total", started.total()));
      case ProgressEvent.StepFinished finished ->
          line(
              object("stepFinished")
                  .put("step", finished.stepId())
                  .put("title", finished.title())
                  .put("tookMillis", finished.took().toMillis())
                  .put("detail", finished.detail()));
      case ProgressEvent.Notice notice -> line(object("notice").put("message", notice.message()));
      case ProgressEvent.Snapshot snapshot -> line(snapshot(snapshot));
      case ProgressEvent.RebuildSummary summary ->
          line(
              object("rebuildSummary")
                  .put("step", summary.stepId())
                  .put("rowsCopied", summary.rowsCopied())
                  .put("changesApplied", summary.changesApplied())
                  .put("rowsVerified", summary.rowsVerified())
                  .put("rowsDiffering", summary.rowsDiffering())
                  .put("lockHeldMillis", summary.lockHeld().toMillis()));
    }
  }

  private ObjectNode snapshot(ProgressEvent.Snapshot snapshot) {
    return object("snapshot")
        .put("step", snapshot.stepId())
        .put("stage", snapshot.stage())
        .put("rowsDone", snapshot.rowsDone())
        .put("rowsEstimated", snapshot.rowsEstimated())
        .put("rowsPerSecond", Math.round(snapshot.rowsPerSecond()))
        .put("changesApplied", snapshot.changesApplied())
        .put("backlog", snapshot.backlog())
        .put("lagMillis", snapshot.lag().toMillis())
        .put("throttledBy", snapshot.throttledBy().orElse(null))
        .put("remainingMillis", snapshot.remaining().map(Duration::toMillis).orElse(null));
  }

  @Override
  public void finished(String outcome, List<TimeTaken> times) {
    ObjectNode finished = object("finished").put("outcome", outcome);
    ArrayNode migrations = finished.putArray("migrations");
    for (TimeTaken time : times) {
      migrations
          .addObject()
          .put("name", time.migration())
          .put("tookMillis", time.took().toMillis())
          .put("estimatedMillis", time.estimated().map(Duration::toMillis).orElse(null))
          .put("interrupted", time.interrupted());
    }
    line(finished);
  }

  @Override
  public void failed(MigrationException failure) {
    line(
        object("failed")
            .put("code", failure.code().name())
            .put("message", failure.getMessage())
            .put("advice", failure.advice())
            .put("exitCode", failure.code().category().exitCode()));
  }

  @Override
  public synchronized void close() {
    closed = true;
  }

  private ObjectNode object(String event) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("time", clock.instant().truncatedTo(ChronoUnit.MILLIS).toString())
        .put("event", event);
  }

  private synchronized void line(ObjectNode object) {
    if (!closed) {
      output.println(object);
    }
  }
}
