package dev.instar.engine.table;

import dev.instar.engine.evaluation.Frame;
import dev.instar.engine.statement.StatementContext;
import dev.instar.engine.store.RowVersion;
import dev.instar.engine.store.VersionedTable;
import dev.instar.engine.txn.Transaction;
import dev.instar.engine.txn.TransactionIds;
import dev.instar.engine.txn.TransactionStatus;
import dev.instar.engine.txn.Transactions;
import java.util.Arrays;

/**
 * Rows as they are at this moment for a transaction that asks no snapshot: what is committed and
 * what it has done itself. One thread.
 */
final class CurrentRows {
  private final TableLayout layout;
  private final Transactions transactions;
  private final Transaction self;
  private final VersionedTable rows;
  private final Frame frame;
  private final ByteWriter out = new ByteWriter();

  CurrentRows(StatementContext context, TableLayout layout) {
    this.layout = layout;
    transactions = context.services().transactions();
    self = context.transaction();
    rows = context.services().store().table(layout.table().storage());
    frame = new Frame(context, new Object[0], null);
  }

  /** A row's version that is there; null if the row is not. */
  RowVersion find(long row) {
    boolean passedOthers = false;
    RowVersion version = rows.newest(row).orElse(null);
    while (version != null) {
      switch (status(version.createdBy())) {
        case COMMITTED -> {
          boolean gone =
              version.deletedBy() != TransactionIds.NONE
                  && status(version.deletedBy()) == TransactionStatus.COMMITTED;
          if (!gone || !passedOthers) {
            return gone ? null : version;
          }
          // Its successor's creator was in progress a moment ago, and has committed.
          passedOthers = false;
          version = rows.newest(row).orElse(null);
        }
        case IN_PROGRESS -> {
          passedOthers = true;
          version = rows.older(row, version).orElse(null);
        }
        case ABORTED -> version = rows.older(row, version).orElse(null);
      }
    }
    return null;
  }

  private TransactionStatus status(long xid) {
    return self.isOwn(xid) ? TransactionStatus.COMMITTED : transactions.status(xid);
  }

  /** All columns of a version, and a slot behind them. */
  Object[] decode(RowVersion version) {
    return layout.codec().decode(version.payload(), 1);
  }

  boolean has(IndexLayout index, byte[] key, RowVersion version) {
    byte[] its = index.key(frame.at(decode(version)), out);
    return its != null && Arrays.equals(its, key);
  }
}
