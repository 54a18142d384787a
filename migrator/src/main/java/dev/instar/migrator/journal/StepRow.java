package dev.instar.migrator.journal;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * A step as the state tables know it; what it does stands in the plan, under the same id. Times are
 * the server's clock.
 *
 * @param ordinal its place in the order of execution, from 1
 * @param detail what its executor has noted, JSON
 * @param rows how many rows it has written in all, of a step that is done and counts them
 */
public record StepRow(
    String id,
    int ordinal,
    StepState state,
    Optional<Instant> startedAt,
    Optional<Instant> finishedAt,
    Optional<String> detail,
    Optional<Long> rows) {
  public StepRow {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(state, "state");
    Objects.requireNonNull(startedAt, "startedAt");
    Objects.requireNonNull(finishedAt, "finishedAt");
    Objects.requireNonNull(detail, "detail");
    Objects.requireNonNull(rows, "rows");
  }
}
