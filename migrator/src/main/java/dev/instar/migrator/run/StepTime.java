package dev.instar.migrator.run;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * How long a step took, beside what was estimated.
 *
 * @param id the step's
 * @param took from its beginning to its end, by the server's clock
 * @param estimated empty where the size was not known when it was planned
 * @param interrupted whether it was resumed or held on its way, so that not all of it was work
 * @param rows how many it has written, where that was counted
 */
public record StepTime(
    String id,
    Duration took,
    Optional<Duration> estimated,
    boolean interrupted,
    Optional<Long> rows) {
  private static final Duration FEW_SECONDS = Duration.ofSeconds(3);

  public StepTime {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(took, "took");
    Objects.requireNonNull(estimated, "estimated");
    Objects.requireNonNull(rows, "rows");
  }

  /** Whether it took more than a few seconds, or was to take them. */
  public boolean notable() {
    return took.compareTo(FEW_SECONDS) > 0
        || estimated.filter(time -> time.compareTo(FEW_SECONDS) > 0).isPresent();
  }
}
