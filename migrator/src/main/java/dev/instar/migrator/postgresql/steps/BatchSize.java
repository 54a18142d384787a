package dev.instar.migrator.postgresql.steps;

import java.time.Duration;

/** How many rows the next batch takes, so that a batch takes about its target time. */
final class BatchSize {
  private static final int FIRST = 1_000;

  /** What a batch locks at once stays bounded, however fast the server was a moment ago. */
  private static final int MAX = 50_000;

  private final Duration target;
  private int rows = FIRST;

  BatchSize(Duration target) {
    this.target = target;
  }

  int rows() {
    return rows;
  }

  /**
   * Learns from a batch of {@link #rows} that took so long: at most twice, at least half as many
   * next.
   */
  void took(Duration elapsed) {
    double factor = (double) target.toNanos() / Math.max(1, elapsed.toNanos());
    resize(Math.clamp(factor, 0.5, 2.0));
  }

  /** The batch failed on a lock: a smaller one meets fewer. */
  void shrink() {
    resize(0.5);
  }

  private void resize(double factor) {
    rows = Math.clamp(Math.round(rows * factor), 1, MAX);
  }
}
