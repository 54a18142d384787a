package dev.instar.migrator.shadow;

import java.time.Duration;
import java.util.function.Supplier;

/**
 * How many rows the next piece of work should have, so that it takes about as long as was asked
 * for. Grows at most twofold and shrinks at most fourfold at a time. Thread-safe.
 */
final class ChunkSizer {
  private final Supplier<Duration> target;
  private final long smallest;
  private final long largest;
  private long rows;

  /**
   * @param target asked after every piece: it changes with who else is at work
   */
  ChunkSizer(Supplier<Duration> target, long first, long smallest, long largest) {
    this.target = target;
    this.rows = first;
    this.smallest = smallest;
    this.largest = largest;
  }

  synchronized long rows() {
    return rows;
  }

  /** Tells how long a piece of {@code done} rows took. */
  synchronized void took(long done, Duration time) {
    if (done < rows / 2) {
      // A short piece at the end of a range says nothing about the speed.
      return;
    }
    double factor = (double) target.get().toNanos() / Math.max(1, time.toNanos());
    double bounded = Math.clamp(factor, 0.25, 2.0);
    rows = Math.clamp((long) (done * bounded), smallest, largest);
  }
}
