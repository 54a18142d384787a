package dev.instar.engine.store;

import dev.instar.engine.store.StoreChange.IndexAdded;
import dev.instar.engine.store.StoreChange.IndexDropped;
import dev.instar.engine.store.StoreChange.IndexRemoved;
import dev.instar.engine.store.StoreChange.RowDeleted;
import dev.instar.engine.store.StoreChange.RowInserted;
import dev.instar.engine.store.StoreChange.RowUpdated;
import dev.instar.engine.store.StoreChange.TableDropped;
import java.util.List;

/**
 * Makes a transaction's changes in the trees: the first time, and after a crash again, with the
 * same version numbers. The first change of a log record makes the version whose number is the
 * record's position, the next one the number after it, and so on; a record has more bytes than
 * changes.
 */
record Changes(Trees trees, long transaction) {
  /** From this number of changes on it is worth while to collect those of a tree. */
  private static final int MANY = 8;

  void make(List<StoreChange> changes, long position) {
    long version = position;
    if (changes.size() < MANY) {
      for (StoreChange change : changes) {
        make(change, version++);
      }
      return;
    }
    Additions additions = new Additions(trees, transaction);
    for (StoreChange change : changes) {
      if (!additions.take(change, version)) {
        additions.make();
        make(change, version);
      }
      version++;
    }
    additions.make();
  }

  private void make(StoreChange change, long version) {
    switch (change) {
      case RowInserted(long table, long row, int command, byte[] payload) ->
          trees.table(table).insert(row, version, transaction, command, payload);
      case RowUpdated(
              long table,
              long row,
              long base,
              int command,
              byte[] payload,
              byte[] ignored) ->
          trees.table(table).update(row, base, version, transaction, command, payload);
      case RowDeleted(long table, long row, long base, int command, byte[] ignored) ->
          trees.table(table).delete(row, base, transaction, command);
      case IndexAdded(long index, byte[] key, long row) -> trees.index(index).add(key, row);
      case IndexRemoved(long index, byte[] key, long row) -> trees.index(index).remove(key, row);
      case TableDropped(long table) -> trees.dropTable(table);
      case IndexDropped(long index) -> trees.dropIndex(index);
    }
  }
}
