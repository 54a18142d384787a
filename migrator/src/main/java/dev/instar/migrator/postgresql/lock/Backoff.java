package dev.instar.migrator.postgresql.lock;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Pauses between attempts: each about twice as long as the one before, up to a bound, and never the
 * same on two hosts. Not thread-safe.
 */
public final class Backoff {
  private final Duration first;
  private final Duration max;
  private final RandomGenerator random;
  private Duration next;

  /**
   * @param first about how long the first pause is; more than zero
   * @param max the longest pause
   */
  public Backoff(Duration first, Duration max, RandomGenerator random) {
    if (first.isNegative() || first.isZero() || max.compareTo(first) < 0) {
      throw new IllegalArgumentException("first " + first + ", max " + max);
    }
    this.first = first;
    this.max = max;
    this.random = random;
    this.next = first;
  }

  /** The next pause: between half and all of its length. */
  public Duration next() {
    long nanos = next.toNanos();
    Duration doubled = next.multipliedBy(2);
    next = doubled.compareTo(max) > 0 ? max : doubled;
    return Duration.ofNanos(nanos / 2 + random.nextLong(nanos / 2 + 1));
  }

  /** Begins again with the shortest pause. */
  public void reset() {
    next = first;
  }
}
