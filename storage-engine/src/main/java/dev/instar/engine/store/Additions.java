package dev.instar.engine.store;

import dev.instar.engine.store.StoreChange.IndexAdded;
import dev.instar.engine.store.StoreChange.RowInserted;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * New rows and index entries of one log record, collected by tree so that each tree takes all of
 * its own at once. What else a record has is made one by one, after what was collected before it.
 */
final class Additions {
  private final Trees trees;
  private final long transaction;
  private final List<Rows> tables = new ArrayList<>(1);
  private final List<Entries> indexes = new ArrayList<>(2);

  Additions(Trees trees, long transaction) {
    this.trees = trees;
    this.transaction = transaction;
  }

  /** Rows of a table, in the order of their ids. */
  private static final class Rows {
    private final long table;
    private final List<Long> ids = new ArrayList<>();
    private final List<RowVersion> versions = new ArrayList<>();

    Rows(long table) {
      this.table = table;
    }

    boolean take(long id, RowVersion version) {
      if (!ids.isEmpty() && ids.getLast() >= id) {
        return false;
      }
      ids.add(id);
      versions.add(version);
      return true;
    }
  }

  private record Entries(long index, List<IndexEntry> entries) {}

  /**
   * Takes a change if it is one that can be made later, together with others.
   *
   * @param version the number of the version that it makes
   */
  boolean take(StoreChange change, long version) {
    return switch (change) {
      case RowInserted(long table, long row, int command, byte[] payload) ->
          rows(table).take(row, new RowVersion(version, transaction, command, 0, 0, payload));
      case IndexAdded(long index, byte[] key, long row) ->
          entries(index).add(new IndexEntry(key, row));
      case StoreChange.RowUpdated ignored -> false;
      case StoreChange.RowDeleted ignored -> false;
      case StoreChange.IndexRemoved ignored -> false;
      case StoreChange.TableDropped ignored -> false;
      case StoreChange.IndexDropped ignored -> false;
    };
  }

  private Rows rows(long table) {
    for (Rows rows : tables) {
      if (rows.table == table) {
        return rows;
      }
    }
    Rows rows = new Rows(table);
    tables.add(rows);
    return rows;
  }

  private List<IndexEntry> entries(long index) {
    for (Entries entries : indexes) {
      if (entries.index == index) {
        return entries.entries;
      }
    }
    Entries entries = new Entries(index, new ArrayList<>());
    indexes.add(entries);
    return entries.entries;
  }

  /** Makes what was taken; a row is there before an entry leads to it. */
  void make() {
    for (Rows rows : tables) {
      if (!rows.ids.isEmpty()) {
        trees
            .table(rows.table)
            .insert(rows.ids.toArray(Long[]::new), rows.versions.toArray(RowVersion[]::new));
      }
    }
    tables.clear();
    for (Entries entries : indexes) {
      IndexEntry[] sorted = entries.entries.toArray(IndexEntry[]::new);
      Arrays.sort(sorted);
      trees.index(entries.index).add(sorted);
    }
    indexes.clear();
  }
}
