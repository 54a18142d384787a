package dev.instar.engine.table;

import dev.instar.engine.evaluation.Frame;
import dev.instar.engine.statement.StatementContext;
import dev.instar.engine.store.IndexCursor;
import dev.instar.engine.store.IndexEntry;
import dev.instar.engine.store.OrderedIndex;
import dev.instar.engine.store.RowVersion;
import dev.instar.engine.store.VersionedTable;
import dev.instar.engine.txn.Transaction;
import dev.instar.engine.txn.TransactionIds;
import dev.instar.engine.txn.TransactionStatus;
import dev.instar.engine.txn.Transactions;
import java.util.Arrays;
import java.util.Optional;

/**
 * Looks whether a unique index has a key. It does not ask what a snapshot sees, but what is there:
 * what is committed, what this transaction has done, and what others are at.
 *
 * <pre>
 *   a version with the key, created by   deleted by                    answer
 *   ──────────────────────────────────   ───────────────────────────   ─────────────────────
 *   rolled back                                                        next version
 *   another one, in progress                                           wait for that one
 *   committed, or self                   nobody, rolled back           there
 *                                        committed, or self            not there
 *                                        another one, in progress      wait for that one
 * </pre>
 *
 * One thread.
 */
final class Duplicates {
  private final StatementContext context;
  private final TableLayout layout;
  private final Transactions transactions;
  private final Transaction self;
  private final VersionedTable rows;
  private final Frame frame;
  private final ByteWriter out = new ByteWriter();

  /**
   * What was found.
   *
   * @param waitFor the transaction on which it depends; {@link TransactionIds#NONE} if the key is
   *     there
   */
  record Found(long row, long waitFor) {
    boolean isCertain() {
      return waitFor == TransactionIds.NONE;
    }
  }

  Duplicates(StatementContext context, TableLayout layout) {
    this.context = context;
    this.layout = layout;
    transactions = context.services().transactions();
    self = context.transaction();
    rows = context.services().store().table(layout.table().storage());
    frame = new Frame(context, new Object[0], null);
  }

  /**
   * Looks for a key in rows other than one.
   *
   * @return null if it is not there; what is certain before what is not
   */
  Found look(IndexLayout index, byte[] key, long except) {
    OrderedIndex entries = context.services().store().index(index.index().storage());
    if (!entries.contains(key)) {
      return null;
    }
    Found doubtful = null;
    try (IndexCursor cursor = entries.scan(Optional.of(key), Optional.of(key))) {
      for (IndexEntry entry = cursor.next(); entry != null; entry = cursor.next()) {
        if (entry.row() != except) {
          Found found = judge(index, key, entry.row());
          if (found != null && found.isCertain()) {
            return found;
          }
          doubtful = found == null ? doubtful : found;
        }
      }
    }
    return doubtful;
  }

  private Found judge(IndexLayout index, byte[] key, long row) {
    RowVersion version = rows.newest(row).orElse(null);
    while (version != null) {
      TransactionStatus created = status(version.createdBy());
      if (created != TransactionStatus.ABORTED && has(index, key, version)) {
        if (created == TransactionStatus.IN_PROGRESS) {
          return new Found(row, version.createdBy());
        }
        TransactionStatus deleted =
            version.deletedBy() == TransactionIds.NONE
                ? TransactionStatus.ABORTED
                : status(version.deletedBy());
        return switch (deleted) {
          case ABORTED -> new Found(row, TransactionIds.NONE);
          case IN_PROGRESS -> new Found(row, version.deletedBy());
          case COMMITTED -> null;
        };
      }
      if (created == TransactionStatus.COMMITTED) {
        return null;
      }
      version = rows.older(row, version).orElse(null);
    }
    return null;
  }

  /** What this transaction has done counts as done. */
  private TransactionStatus status(long xid) {
    return self.isOwn(xid) ? TransactionStatus.COMMITTED : transactions.status(xid);
  }

  private boolean has(IndexLayout index, byte[] key, RowVersion version) {
    Object[] row = new Object[layout.width() + 1];
    layout.codec().decode(version.payload(), index.used(), row);
    byte[] its = index.key(frame.at(row), out);
    return its != null && Arrays.equals(its, key);
  }

  /** Whether a row has a key now, as far as this transaction is concerned. */
  boolean isThere(IndexLayout index, byte[] key, long row) {
    Found found = judge(index, key, row);
    return found != null && found.isCertain();
  }

  /** Waits until it is certain. */
  void await(Found found) {
    context.services().rowLocks().awaitEnd(context.lockOwner(), found.waitFor());
  }
}
