package dev.instar.migrator.postgresql.steps;

import java.time.Duration;

/**
 * How many rows the next batch takes, so that a batch takes about its target time.
 *
 * <p>A batch costs something for itself (its commit, a query of the script's WITH that is computed
 * in each) and something for each row. Where the former alone comes near the target, fewer rows
 * would not make it shorter: the target is then twice what it costs for itself.
 */
final class BatchSize {
  private static final int FIRST = 1_000;

  /** What a batch locks at once stays bounded, however fast the server was a moment ago. */
  private static final int MAX = 50_000;

  /** Two batches tell what one costs for itself if one is at least so much larger. */
  private static final double LARGER = 1.25;

  private int rows = FIRST;
  private int lastRows;
  private double lastNanos;
  private double ownNanos;

  int rows() {
    return rows;
  }

  /**
   * Learns from a batch of {@link #rows} that took so long: at most twice, at least half as many
   * next.
   */
  void took(Duration elapsed, Duration target) {
    double nanos = Math.max(1, elapsed.toNanos());
    learnOwn(nanos);
    double budget = Math.max((double) target.toNanos(), 2 * ownNanos);
    double forRows = Math.max(1, nanos - ownNanos);
    lastRows = rows;
    lastNanos = nanos;
    resize(Math.clamp((budget - ownNanos) / forRows, 0.5, 2.0));
  }

  /** Cautiously: a batch that took long by chance must not make all that follow long. */
  private void learnOwn(double nanos) {
    double ratio = lastRows == 0 ? 1 : (double) rows / lastRows;
    if (ratio > LARGER || ratio < 1 / LARGER) {
      double perRow = (nanos - lastNanos) / (rows - lastRows);
      double own = Math.clamp(nanos - perRow * rows, 0, Math.min(nanos, lastNanos));
      ownNanos = Math.min(own, (ownNanos + own) / 2);
    }
  }

  /** The batch failed on a lock: a smaller one meets fewer. */
  void shrink() {
    resize(0.5);
  }

  private void resize(double factor) {
    rows = Math.clamp(Math.round(rows * factor), 1, MAX);
  }
}
