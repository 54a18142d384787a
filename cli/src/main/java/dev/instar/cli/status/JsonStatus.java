package dev.instar.cli.status;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import dev.instar.migrator.journal.BackfillRow;
import dev.instar.migrator.journal.EventRow;
import dev.instar.migrator.journal.LeaseRow;
import dev.instar.migrator.journal.MigrationRow;
import dev.instar.migrator.journal.StepRow;
import dev.instar.migrator.plan.Step;
import dev.instar.migrator.run.MigrationStatus;
import dev.instar.migrator.run.StepTime;
import dev.instar.migrator.run.TimeTaken;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * How a migration stands, for machines: one JSON object. {@code migration} is {@code null} if there
 * has been none; times are ISO 8601 in UTC; members are only ever added. What a step took is known
 * when it is done; of the migration both are sums over such steps. An estimate is {@code null}
 * where the size of a table was not known.
 *
 * <pre>{@code
 * {"format": 1,
 *  "migration": {"id": 1, "name": "V7__orders", "state": "running",
 *                "interrupted": false, "createdAt": "…", "finishedAt": null,
 *                "lastError": null, "tookMillis": 15000, "estimatedMillis": 12000},
 *  "runner": {"host": "db1", "pid": 4711, "since": "…", "heartbeatAt": "…"},
 *  "asked": {"paused": false, "cutOver": false, "abort": false, "throttle": {}},
 *  "steps": [{"id": "1.1", "phase": "MIGRATE", "title": "…", "state": "running",
 *             "startedAt": "…", "finishedAt": null, "rowsDone": null,
 *             "tookMillis": null, "estimatedMillis": 12000, "interrupted": null}],
 *  "events": [{"at": "…", "kind": "step", "message": "…"}]}
 * }</pre>
 */
public final class JsonStatus {
  /** The version of this structure. */
  private static final int FORMAT = 1;

  private JsonStatus() {}

  /** The status as indented JSON. */
  public static String render(Optional<MigrationStatus> status) {
    ObjectNode root = JsonNodeFactory.instance.objectNode().put("format", FORMAT);
    if (status.isEmpty()) {
      root.putNull("migration");
    } else {
      fill(root, status.get());
    }
    return root.toPrettyString() + "\n";
  }

  private static void fill(ObjectNode root, MigrationStatus status) {
    MigrationRow migration = status.migration();
    root.putObject("migration")
        .put("id", migration.id())
        .put("name", migration.name())
        .put("state", migration.state().text())
        .put("interrupted", status.interrupted())
        .put("createdAt", migration.createdAt().toString())
        .put("finishedAt", text(migration.finishedAt()))
        .put("lastError", migration.lastError().orElse(null))
        .put("tookMillis", millis(ofSteps(status.time(), time -> Optional.of(time.took()))))
        .put("estimatedMillis", millis(ofSteps(status.time(), TimeTaken::estimated)));
    runner(root, status.lease());
    root.putObject("asked")
        .put("paused", status.flags().paused())
        .put("cutOver", status.flags().cutOver())
        .put("abort", status.flags().abort())
        .putRawValue("throttle", new RawValue(status.flags().throttle()));
    steps(root.putArray("steps"), status);
    ArrayNode events = root.putArray("events");
    for (EventRow event : status.events()) {
      events
          .addObject()
          .put("at", event.at().toString())
          .put("kind", event.kind())
          .put("message", event.message());
    }
  }

  /** Nothing took no time, and is not told as such. */
  private static Optional<Duration> ofSteps(
      TimeTaken time, Function<TimeTaken, Optional<Duration>> sum) {
    return time.steps().isEmpty() ? Optional.empty() : sum.apply(time);
  }

  private static Long millis(Optional<Duration> time) {
    return time.map(Duration::toMillis).orElse(null);
  }

  private static void runner(ObjectNode root, Optional<LeaseRow> lease) {
    if (lease.isEmpty()) {
      root.putNull("runner");
      return;
    }
    root.putObject("runner")
        .put("host", lease.get().host())
        .put("pid", lease.get().pid())
        .put("since", lease.get().since().toString())
        .put("heartbeatAt", lease.get().heartbeatAt().toString());
  }

  private static void steps(ArrayNode steps, MigrationStatus status) {
    Map<String, Step> planned =
        status.migration().plan().steps().stream()
            .collect(Collectors.toMap(Step::id, Function.identity()));
    for (StepRow row : status.steps()) {
      Step step = planned.get(row.id());
      Optional<StepTime> time = status.time().of(row.id());
      steps
          .addObject()
          .put("id", row.id())
          .put("phase", step.phase().name())
          .put("title", step.title())
          .put("state", row.state().text())
          .put("startedAt", text(row.startedAt()))
          .put("finishedAt", text(row.finishedAt()))
          .put(
              "rowsDone",
              Optional.ofNullable(status.backfills().get(row.id()))
                  .map(BackfillRow::rowsDone)
                  .or(row::rows)
                  .orElse(null))
          .put("tookMillis", millis(time.map(StepTime::took)))
          .put("estimatedMillis", millis(step.estimate().duration()))
          .put("interrupted", time.map(StepTime::interrupted).orElse(null));
    }
  }

  private static String text(Optional<Instant> time) {
    return time.map(Instant::toString).orElse(null);
  }
}
