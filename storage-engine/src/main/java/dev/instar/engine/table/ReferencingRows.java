package dev.instar.engine.table;

import dev.instar.engine.catalog.Index;
import dev.instar.engine.lock.RowLockMode;
import dev.instar.engine.lock.RowSet;
import dev.instar.engine.statement.StatementContext;
import dev.instar.engine.store.IndexCursor;
import dev.instar.engine.store.IndexEntry;
import dev.instar.engine.store.RowCursor;
import dev.instar.engine.store.RowVersion;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Finds the rows that refer to some keys, as they are at this moment, and locks them: by an index
 * that begins with the foreign key's columns, or else by going over the table once. One thread.
 */
final class ReferencingRows {
  private final StatementContext context;
  private final ForeignKeyLayout key;
  private final TableLayout layout;
  private final CurrentRows rows;
  private final RowLocking locking;

  /** A row may have several entries with a key; what was visited may not be stored yet. */
  private final RowSet visited = new RowSet();

  /** Is given rows that are locked. */
  interface Visitor<T> {
    /**
     * @param row all columns and the row's identity
     * @param about what was given for the row's key
     * @return whether to go on
     */
    boolean visit(RowLocking locked, Object[] row, T about);
  }

  ReferencingRows(StatementContext context, ForeignKeyLayout key) {
    this.context = context;
    this.key = key;
    layout = TableLayout.of(context, key.referencing());
    rows = new CurrentRows(context, layout);
    locking = RowLocking.of(context, layout);
  }

  /**
   * @param keys as {@link ForeignKeyLayout#lookup} makes them of the referencing table's values
   */
  <T> void visit(Map<List<Object>, T> keys, RowLockMode mode, Visitor<T> visitor) {
    IndexLayout index = index();
    if (index == null) {
      visitTable(keys, mode, visitor);
      return;
    }
    for (Map.Entry<List<Object>, T> entry : keys.entrySet()) {
      if (!visitIndex(index, entry.getKey(), entry.getValue(), mode, visitor)) {
        return;
      }
    }
  }

  /** One whose first keys are the foreign key's columns, in any order. */
  private IndexLayout index() {
    Set<Integer> wanted = Set.copyOf(key.constraint().columns());
    for (IndexLayout index : layout.indexes()) {
      Set<Integer> first =
          index.index().keys().stream()
              .limit(wanted.size())
              .map(Index.Key::column)
              .collect(Collectors.toSet());
      if (first.equals(wanted) && index.index().valid() && index.index().predicate().isEmpty()) {
        return index;
      }
    }
    return null;
  }

  private <T> boolean visitIndex(
      IndexLayout index, List<Object> wanted, T about, RowLockMode mode, Visitor<T> visitor) {
    Object[] values = new Object[key.size()];
    for (int i = 0; i < values.length; i++) {
      int slot = index.index().keys().get(i).column() - 1;
      for (int k = 0; k < values.length; k++) {
        if (key.slots()[k] == slot) {
          values[i] = wanted.get(k);
        }
      }
    }
    KeyBounds bounds = index.codec().bounds(IndexRange.equal(List.of(values)));
    var entries = context.services().store().index(index.index().storage());
    try (IndexCursor cursor = entries.scan(bounds.from(), bounds.to())) {
      for (IndexEntry entry = cursor.next(); entry != null; entry = cursor.next()) {
        RowVersion version = rows.find(entry.row());
        if (version != null
            && lookup(rows.decode(version)).equals(wanted)
            && !visitRow(entry.row(), Map.of(wanted, about), mode, visitor)) {
          return false;
        }
      }
    }
    return true;
  }

  private <T> void visitTable(Map<List<Object>, T> keys, RowLockMode mode, Visitor<T> visitor) {
    var table = context.services().store().table(layout.table().storage());
    long looked = 0;
    boolean goesOn = true;
    try (RowCursor cursor = table.scan(Long.MIN_VALUE)) {
      while (goesOn && cursor.next()) {
        if ((++looked & 0xFF) == 0) {
          context.checkInterrupts();
        }
        RowVersion version = rows.find(cursor.row());
        goesOn =
            version == null
                || !keys.containsKey(lookup(rows.decode(version)))
                || visitRow(cursor.row(), keys, mode, visitor);
      }
    }
    TableScanCount.add(context, layout.table().oid(), table, looked);
  }

  private List<Object> lookup(Object[] row) {
    return key.lookup(key.keyHere(row));
  }

  private <T> boolean visitRow(
      long row, Map<List<Object>, T> keys, RowLockMode mode, Visitor<T> visitor) {
    RowLocking.Outcome outcome = locking.lock(row, mode);
    if (outcome != RowLocking.Outcome.SAME && outcome != RowLocking.Outcome.CHANGED) {
      return true;
    }
    Object[] current = locking.current(row);
    T about = keys.get(lookup(current));
    return about == null || !visited.add(row) || visitor.visit(locking, current, about);
  }
}
