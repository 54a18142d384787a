package dev.instar.engine.logical;

import dev.instar.engine.catalog.Catalog;
import dev.instar.engine.changelog.LogicalMessage;
import dev.instar.engine.changelog.Truncation;
import dev.instar.engine.wal.Lsn;

/**
 * Who is told of changes: transactions in the order of their commits, one after the other, each
 * with {@link #begin}, its changes in the order of the log, {@link #commit}. Called by the
 * decoder's thread; what it throws ends the decoding.
 */
interface ChangeSink {
  /** Who wants nothing: for moving a slot on. */
  ChangeSink NONE =
      new ChangeSink() {
        @Override
        public boolean wants(DecodedTransaction transaction) {
          return false;
        }

        @Override
        public void begin(DecodedTransaction transaction, Catalog committed) {}

        @Override
        public void change(RowChange change, Catalog catalog) {}

        @Override
        public void truncated(Lsn position, Truncation truncation, Catalog catalog) {}

        @Override
        public void message(Lsn end, LogicalMessage message) {}

        @Override
        public void commit(DecodedTransaction transaction) {}
      };

  /** Whether it wants to be told of a transaction. */
  boolean wants(DecodedTransaction transaction);

  /**
   * @param committed the catalog before the transaction
   */
  void begin(DecodedTransaction transaction, Catalog committed);

  /**
   * @param catalog as the transaction saw it when it made the change
   */
  void change(RowChange change, Catalog catalog);

  void truncated(Lsn position, Truncation truncation, Catalog catalog);

  /**
   * @param end behind the message's log record
   */
  void message(Lsn end, LogicalMessage message);

  void commit(DecodedTransaction transaction);
}
