package dev.instar.engine.define.index;

import dev.instar.engine.catalog.Index;
import dev.instar.engine.catalog.Table;
import dev.instar.engine.statement.StatementContext;
import dev.instar.engine.store.IndexCursor;
import dev.instar.engine.store.IndexEntry;
import dev.instar.engine.store.OrderedIndex;
import dev.instar.engine.store.RowVersion;
import dev.instar.engine.store.VersionedTable;
import dev.instar.engine.txn.LatestSnapshot;
import java.util.Arrays;
import java.util.Optional;

/** Whether a row has a key at some moment: what foreign keys are checked by. One thread. */
public final class KeyLookup {
  private final VersionedTable rows;
  private final OrderedIndex tree;
  private final EntryKeys keys;
  private final LatestSnapshot now;

  public KeyLookup(StatementContext context, Table table, Index index, LatestSnapshot now) {
    this.rows = context.services().store().table(table.storage());
    this.tree = context.services().store().index(index.storage());
    this.keys = new EntryKeys(context, table, index);
    this.now = now;
  }

  /**
   * @param values one for each key of the index, of its type
   */
  public boolean contains(Object[] values) {
    byte[] key = keys.encode(values);
    try (IndexCursor cursor = tree.scan(Optional.of(key), Optional.of(key))) {
      for (IndexEntry entry = cursor.next(); entry != null; entry = cursor.next()) {
        Optional<RowVersion> newest = rows.newest(entry.row());
        long row = entry.row();
        RowVersion version =
            newest.isEmpty() ? null : now.find(newest.get(), than -> rows.older(row, than));
        if (version != null && Arrays.equals(keys.key(version.payload()), key)) {
          return true;
        }
      }
    }
    return false;
  }
}
