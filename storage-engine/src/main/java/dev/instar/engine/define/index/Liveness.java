package dev.instar.engine.define.index;

import dev.instar.engine.store.RowVersion;
import dev.instar.engine.txn.Transaction;
import dev.instar.engine.txn.TransactionStatus;
import dev.instar.engine.txn.Transactions;
import java.util.Optional;
import java.util.function.Function;

/** Which version of a row is there now. One thread. */
final class Liveness {
  private final Transaction transaction;
  private final Transactions transactions;

  /** Rows of one table mostly come from few transactions. */
  private long knownCommitted = -1;

  Liveness(Transaction transaction, Transactions transactions) {
    this.transaction = transaction;
    this.transactions = transactions;
  }

  /**
   * Null if none is.
   *
   * @param older gives the version before another one of the row
   */
  RowVersion of(RowVersion newest, Function<RowVersion, Optional<RowVersion>> older) {
    RowVersion version = newest;
    long passed = 0;
    while (!happened(version.createdBy())) {
      passed = version.createdBy();
      Optional<RowVersion> next = older.apply(version);
      if (next.isEmpty()) {
        return null;
      }
      version = next.get();
    }
    // Who had not ended when its version was passed over may have ended by now.
    boolean gone = version.deletedBy() != 0 && version.deletedBy() != passed;
    return gone && happened(version.deletedBy()) ? null : version;
  }

  private boolean happened(long xid) {
    if (xid == knownCommitted || transaction.isOwn(xid)) {
      return true;
    }
    boolean committed = transactions.status(xid) == TransactionStatus.COMMITTED;
    if (committed) {
      knownCommitted = xid;
    }
    return committed;
  }
}
