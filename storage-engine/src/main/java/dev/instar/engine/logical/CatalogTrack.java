package dev.instar.engine.logical;

import dev.instar.engine.txn.Transactions;
import dev.instar.engine.wal.Log;
import dev.instar.engine.wal.Lsn;
import java.util.TreeSet;

/**
 * Follows which changes of the catalog have committed, so that a {@link CatalogPoint} can be told
 * at any commit. Of the decoder's thread.
 *
 * <p>What is below xmin is forgotten. How far xmin may go is asked of the running system: when a
 * snapshot is taken first and the log's end is read then, every transaction below the snapshot's
 * xmin has its commit before that end; once decoding has come there, xmin may be that of the
 * snapshot.
 */
final class CatalogTrack {
  private final Transactions transactions;
  private final Log log;
  private final TreeSet<Long> committed = new TreeSet<>();
  private long xmin;
  private long sampledXmin;
  private Lsn sampledEnd;

  CatalogTrack(CatalogPoint point, Transactions transactions, Log log) {
    this.transactions = transactions;
    this.log = log;
    this.xmin = point.xmin();
    for (long xid : point.committed()) {
      committed.add(xid);
    }
    sample();
  }

  private void sample() {
    sampledXmin = transactions.current().xmin();
    sampledEnd = log.end();
  }

  /** A transaction that changed the catalog has committed. */
  void committed(long xid, long[] subs) {
    committed.add(xid);
    for (long sub : subs) {
      committed.add(sub);
    }
  }

  /** The point at a position to which all has been decoded. */
  CatalogPoint at(Lsn position) {
    if (position.compareTo(sampledEnd) >= 0) {
      xmin = Math.max(xmin, sampledXmin);
      committed.headSet(xmin).clear();
      sample();
    }
    long[] list = committed.stream().mapToLong(Long::longValue).toArray();
    return new CatalogPoint(position, xmin, list);
  }
}
