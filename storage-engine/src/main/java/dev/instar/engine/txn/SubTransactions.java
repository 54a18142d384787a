package dev.instar.engine.txn;

import java.util.concurrent.ConcurrentSkipListMap;

/**
 * To which transaction a subtransaction belongs. Snapshots name whole transactions only; a
 * subtransaction's id in a row is traced back to its transaction here, for as long as a snapshot
 * may ask. Thread-safe.
 */
final class SubTransactions {
  private final ConcurrentSkipListMap<Long, Long> tops = new ConcurrentSkipListMap<>();

  void add(long xid, long top) {
    tops.put(xid, top);
  }

  /** The transaction it is part of; itself if it is one. */
  long top(long xid) {
    if (tops.isEmpty()) {
      return xid;
    }
    Long top = tops.get(xid);
    return top == null ? xid : top;
  }

  /** Forgets those below the horizon, about which no snapshot asks. */
  void forgetBelow(long horizon) {
    if (!tops.isEmpty()) {
      tops.headMap(horizon).clear();
    }
  }
}
