package dev.instar.migrator.execute;

import java.time.Duration;
import java.util.Objects;

/**
 * How a migration is run.
 *
 * @param chunkTime how long one chunk of a copy should take
 * @param workers how many chunks are copied at once; 1 or more
 * @param lockBudget how long the application's statements may wait for the cut-over or a lock at
 *     most
 * @param lockPatience for how long a lock is tried for, with pauses, before giving up
 * @param postponeCutOver whether to wait for a {@code cut-over} command before swapping
 */
public record RunOptions(
    Duration chunkTime,
    int workers,
    Duration lockBudget,
    Duration lockPatience,
    boolean postponeCutOver) {
  public static final RunOptions DEFAULT =
      new RunOptions(
          Duration.ofMillis(500), 2, Duration.ofMillis(500), Duration.ofMinutes(10), false);

  public RunOptions {
    Objects.requireNonNull(chunkTime, "chunkTime");
    Objects.requireNonNull(lockBudget, "lockBudget");
    Objects.requireNonNull(lockPatience, "lockPatience");
    if (workers < 1) {
      throw new IllegalArgumentException("workers: " + workers);
    }
  }
}
