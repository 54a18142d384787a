package dev.instar.samples.load;

import dev.instar.migrator.twin.LatencyRecorder;
import java.time.Duration;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.concurrent.atomic.LongAdder;

/**
 * A stretch of time whose requests are counted together: those that were due in it, whenever they
 * are answered. Thread-safe.
 */
final class LoadPhase {
  final long beganNanos = System.nanoTime();
  final LatencyRecorder latencies = new LatencyRecorder();
  final LongAdder due = new LongAdder();
  final LongAdder failed = new LongAdder();
  final LongAccumulator longestStallNanos = new LongAccumulator(Math::max, 0);

  Experience until(long endNanos) {
    return new Experience(
        Duration.ofNanos(endNanos - beganNanos),
        due.sum(),
        failed.sum(),
        latencies,
        Duration.ofNanos(longestStallNanos.get()));
  }
}
