package dev.instar.engine.table;

import dev.instar.engine.evaluation.Frame;
import dev.instar.engine.statement.StatementContext;
import dev.instar.engine.store.RowVersion;
import dev.instar.engine.store.VersionedTable;
import dev.instar.engine.txn.LatestSnapshot;
import dev.instar.engine.txn.Transaction;
import java.util.Arrays;

/**
 * Rows as they are at this moment for a transaction that asks no snapshot: what is committed and
 * what it has done itself. One thread.
 */
final class CurrentRows {
  private final TableLayout layout;
  private final Transaction self;
  private final VersionedTable rows;
  private final Frame frame;
  private final ByteWriter out = new ByteWriter();

  CurrentRows(StatementContext context, TableLayout layout) {
    this.layout = layout;
    self = context.transaction();
    rows = context.services().store().table(layout.table().storage());
    frame = new Frame(context, new Object[0], null);
  }

  /** A row's version that is there; null if the row is not. */
  RowVersion find(long row) {
    try (LatestSnapshot now = self.latest()) {
      RowVersion newest = rows.newest(row).orElse(null);
      return newest == null ? null : now.find(newest, than -> rows.older(row, than));
    }
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
