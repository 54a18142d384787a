package dev.instar.migrator.plan;

import java.time.Duration;
import java.util.Objects;

/**
 * How much work, and for about how long.
 *
 * @param rows rows touched, an estimate of the server's
 * @param bytes bytes read or written
 * @param duration about how long
 * @param basis how it was estimated, for the reader
 */
public record Estimate(long rows, long bytes, Duration duration, String basis) {
  public Estimate {
    Objects.requireNonNull(duration, "duration");
    Objects.requireNonNull(basis, "basis");
  }
}
