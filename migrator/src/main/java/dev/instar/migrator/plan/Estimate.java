package dev.instar.migrator.plan;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * How much work, and for about how long.
 *
 * @param rows rows touched, an estimate of the server's; 0 where nobody knows
 * @param bytes bytes read or written; 0 where nobody knows
 * @param duration about how long; empty where it depends on a size that nobody knows
 * @param basis how it was estimated, for the reader
 */
public record Estimate(long rows, long bytes, Optional<Duration> duration, String basis) {
  public Estimate {
    Objects.requireNonNull(duration, "duration");
    Objects.requireNonNull(basis, "basis");
  }

  /** One whose extent is known. */
  public Estimate(long rows, long bytes, Duration duration, String basis) {
    this(rows, bytes, Optional.of(duration), basis);
  }
}
