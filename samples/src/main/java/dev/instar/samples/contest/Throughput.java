package dev.instar.samples.contest;

import java.util.Arrays;

/**
 * What clients got done, and how long they waited for it.
 *
 * @param perSecond transactions of all clients together
 * @param failed transactions that ended with an error; they are not among the others
 */
public record Throughput(double perSecond, double p50Millis, double p99Millis, long failed) {
  static Throughput of(long[] nanos, double seconds, long failed) {
    long[] sorted = nanos.clone();
    Arrays.sort(sorted);
    return new Throughput(
        sorted.length / seconds, percentile(sorted, 50), percentile(sorted, 99), failed);
  }

  private static double percentile(long[] sorted, int percent) {
    if (sorted.length == 0) {
      return Double.NaN;
    }
    return sorted[(int) ((sorted.length - 1) * (long) percent / 100)] / 1e6;
  }
}
