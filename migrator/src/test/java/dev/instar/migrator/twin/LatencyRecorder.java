package dev.instar.migrator.twin;

import java.time.Duration;
import java.util.Arrays;

/**
 * Latencies, kept as counts in buckets that are at most 1/64 of their value wide, from 1 µs to two
 * hours. Thread-safe.
 */
public final class LatencyRecorder {
  private static final int SUB_BUCKET_BITS = 6;
  private static final int SUB_BUCKETS = 1 << SUB_BUCKET_BITS;
  private static final long MAX_MICROS = Duration.ofHours(2).toNanos() / 1000;

  // Guarded by this.
  private final long[] counts = new long[index(MAX_MICROS) + 1];
  private long count;
  private long maxMicros;

  /** Takes one latency in nanoseconds; longer ones than two hours count as two hours. */
  public synchronized void record(long nanos) {
    long micros = Math.max(0, Math.min(MAX_MICROS, nanos / 1000));
    counts[index(micros)]++;
    count++;
    maxMicros = Math.max(maxMicros, micros);
  }

  /** Takes everything that another recorder holds. */
  public void add(LatencyRecorder other) {
    long[] theirs;
    long theirMax;
    synchronized (other) {
      theirs = other.counts.clone();
      theirMax = other.maxMicros;
    }
    synchronized (this) {
      for (int i = 0; i < theirs.length; i++) {
        counts[i] += theirs[i];
      }
      count += Arrays.stream(theirs).sum();
      maxMicros = Math.max(maxMicros, theirMax);
    }
  }

  public synchronized long count() {
    return count;
  }

  /** The longest, exactly; zero if there is none. */
  public synchronized Duration max() {
    return micros(maxMicros);
  }

  /**
   * The latency that this share of all stayed at or below; zero if there is none.
   *
   * @param share between 0 and 1, such as 0.99
   */
  public synchronized Duration quantile(double share) {
    long rank = Math.max(1, (long) Math.ceil(share * count));
    long seen = 0;
    for (int i = 0; i < counts.length; i++) {
      seen += counts[i];
      if (seen >= rank) {
        return micros(Math.min(maxMicros, highest(i)));
      }
    }
    return Duration.ZERO;
  }

  @Override
  public String toString() {
    return "%d, p50 %.1f ms, p99 %.1f ms, max %.1f ms"
        .formatted(count(), millis(quantile(0.5)), millis(quantile(0.99)), millis(max()));
  }

  private static double millis(Duration duration) {
    return duration.toNanos() / 1e6;
  }

  private static Duration micros(long micros) {
    return Duration.ofNanos(micros * 1000);
  }

  /** Values below 64 have a bucket each; above, every doubling is cut into 64 buckets. */
  private static int index(long micros) {
    int shift = Math.max(0, 63 - Long.numberOfLeadingZeros(micros | 1) - SUB_BUCKET_BITS);
    return (int) (shift * (long) SUB_BUCKETS + (micros >> shift));
  }

  private static long highest(int index) {
    int shift = Math.max(0, index / SUB_BUCKETS - 1);
    return ((index - (long) shift * SUB_BUCKETS + 1) << shift) - 1;
  }
}
