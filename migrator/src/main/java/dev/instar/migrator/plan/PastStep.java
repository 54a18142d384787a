package dev.instar.migrator.plan;

import java.time.Duration;
import java.time.LocalDate;
import java.util.Objects;
import java.util.Optional;

/**
 * A step that was carried out, from its beginning to its end without an interruption.
 *
 * @param step as it was planned
 * @param took how long it took
 * @param on the day on which it was done, in UTC
 * @param rows how many it has written, where that was counted
 */
public record PastStep(Step step, Duration took, LocalDate on, Optional<Long> rows) {
  public PastStep {
    Objects.requireNonNull(step, "step");
    Objects.requireNonNull(took, "took");
    Objects.requireNonNull(on, "on");
    Objects.requireNonNull(rows, "rows");
  }
}
