package dev.instar.engine.txn;

import java.util.ArrayList;
import java.util.List;

/**
 * The snapshots that one transaction reads with, as far as vacuum must know: the oldest one's xmin.
 * Changed by one thread, asked by any.
 */
final class SnapshotHold {
  private final List<Snapshot> held = new ArrayList<>(1);
  private volatile long xmin = Long.MAX_VALUE;

  /** Announces a snapshot that is about to be taken. */
  void announce(long announced) {
    xmin = Math.min(oldest(), announced);
  }

  void add(Snapshot snapshot) {
    held.add(snapshot);
    xmin = oldest();
  }

  void remove(Snapshot snapshot) {
    held.remove(snapshot);
    xmin = oldest();
  }

  void clear() {
    held.clear();
    xmin = oldest();
  }

  private long oldest() {
    long oldest = Long.MAX_VALUE;
    for (Snapshot snapshot : held) {
      oldest = Math.min(oldest, snapshot.xmin());
    }
    return oldest;
  }

  /** Long.MAX_VALUE if there is none. */
  long xmin() {
    return xmin;
  }
}
