package dev.instar.engine.store;

import dev.instar.engine.txn.TransactionStatus;
import dev.instar.engine.wal.LogEntry;
import dev.instar.engine.wal.LogRecord;
import java.util.function.Consumer;

/** Does again, after a crash, what the log says. One thread. */
final class Redo implements Consumer<LogEntry> {
  private final Trees trees;
  private final long unsavedBytes;
  private long nextTransaction;

  Redo(Trees trees, Checkpoint checkpoint, StoreOptions options) {
    this.trees = trees;
    this.unsavedBytes = options.unsavedBytes();
    this.nextTransaction = checkpoint.nextTransaction();
  }

  /** Above every transaction id in the store and in the log. */
  long nextTransaction() {
    return nextTransaction;
  }

  @Override
  public void accept(LogEntry entry) {
    LogRecord record = entry.record();
    nextTransaction = Math.max(nextTransaction, record.transaction() + 1);
    switch (record.type()) {
      case Store.CHANGES -> {
        Changes changes = new Changes(trees, record.transaction());
        changes.make(ChangeCodec.decode(record.payload()), entry.position().value());
      }
      case Store.COMMIT, Store.ABORT -> {
        TransactionEnd end = TransactionEnd.decode(record.payload());
        TransactionStatus status =
            record.type() == Store.COMMIT ? TransactionStatus.COMMITTED : TransactionStatus.ABORTED;
        trees.commitLog().set(record.transaction(), status);
        for (long sub : end.subtransactions()) {
          trees.commitLog().set(sub, status);
          nextTransaction = Math.max(nextTransaction, sub + 1);
        }
      }
      default -> {
        // Of another room, or a checkpoint: nothing to do to the pages.
      }
    }
    if (trees.unsavedBytes() > unsavedBytes) {
      trees.commit();
    }
  }
}
