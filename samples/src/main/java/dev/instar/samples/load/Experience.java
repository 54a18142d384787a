package dev.instar.samples.load;

import dev.instar.migrator.twin.LatencyRecorder;
import java.time.Duration;

/**
 * What the clients experienced in one phase.
 *
 * @param length of the phase
 * @param due requests that were due in it
 * @param failed those that failed
 * @param latencies of those that were answered, from the moment each was due
 * @param longestStall the longest that one client waited for one answer
 */
public record Experience(
    Duration length, long due, long failed, LatencyRecorder latencies, Duration longestStall) {
  /** Requests answered per second of the phase, the late ones included. */
  public double perSecond() {
    return latencies.count() / Math.max(1e-9, length.toNanos() / 1e9);
  }
}
