package dev.instar.engine.logical;

import dev.instar.engine.txn.TransactionIds;
import dev.instar.engine.txn.TransactionStatus;
import dev.instar.engine.txn.Transactions;
import dev.instar.engine.wal.Lsn;
import java.util.Arrays;

/**
 * Which changes of the catalog had committed before a position in the log, as the log has it: a
 * commit belongs to what is before a position if its record begins there.
 *
 * <pre>
 *   … all had ended …  xmin  … those of committed had committed, all others had not …
 * </pre>
 *
 * @param xmin every transaction below it had ended before the position
 * @param committed ids from xmin on that had committed, of (sub)transactions that changed the
 *     database's catalog; ascending
 */
@SuppressWarnings("ArrayRecordComponent") // Not compared.
record CatalogPoint(Lsn position, long xmin, long[] committed) {
  /** Whether what a (sub)transaction did to the catalog counts at this point. */
  boolean includes(long xid, Transactions transactions) {
    if (xid < TransactionIds.FIRST) {
      return xid != TransactionIds.NONE;
    }
    return xid < xmin
        ? transactions.status(xid) == TransactionStatus.COMMITTED
        : Arrays.binarySearch(committed, xid) >= 0;
  }
}
