package dev.instar.engine.store;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The rows that vacuum has to look at: those that were updated or deleted since it last did. If
 * that is not known (after a start, or because there are too many to remember) it looks at all.
 * Insertions count too: they may be rolled back, and nobody says which. So vacuum looks at what was
 * inserted as well, once, by remembering the first such row; ids only grow. Thread-safe.
 */
final class Suspects {
  /** At about 50 bytes each. */
  private static final int ROWS_MAX = 200_000;

  private volatile Set<Long> rows = ConcurrentHashMap.newKeySet();
  private volatile boolean all;
  private final AtomicLong firstInserted = new AtomicLong(Long.MAX_VALUE);

  Suspects(boolean all) {
    this.all = all;
  }

  void inserted(long row) {
    if (row < firstInserted.get()) {
      firstInserted.accumulateAndGet(row, Math::min);
    }
  }

  void add(long row) {
    if (all) {
      return;
    }
    rows.add(row);
    if (rows.size() > ROWS_MAX) {
      addAll();
    }
  }

  void addAll() {
    all = true;
    rows = ConcurrentHashMap.newKeySet();
  }

  /**
   * What there is to look at.
   *
   * @param rows one by one
   * @param from and every row from this on
   */
  record Work(Set<Long> rows, long from) {}

  /** Takes out what there is. Nobody changes rows meanwhile. */
  Work take() {
    Work work = new Work(rows, all ? Long.MIN_VALUE : firstInserted.get());
    all = false;
    rows = ConcurrentHashMap.newKeySet();
    firstInserted.set(Long.MAX_VALUE);
    return work;
  }
}
