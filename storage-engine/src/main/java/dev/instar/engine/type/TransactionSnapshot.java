package dev.instar.engine.type;

import java.util.List;

/**
 * A value of pg_snapshot.
 *
 * @param xmin the oldest transaction that was running
 * @param xmax the first that had not begun
 * @param running those between that were running, ascending
 */
public record TransactionSnapshot(long xmin, long xmax, List<Long> running) {
  public TransactionSnapshot {
    running = List.copyOf(running);
  }

  /** Whether what that transaction did is seen, if it committed. */
  public boolean sees(long transaction) {
    return transaction < xmin || (transaction < xmax && !running.contains(transaction));
  }
}
