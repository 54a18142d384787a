package dev.instar.engine.table;

import dev.instar.engine.catalog.Index;
import dev.instar.engine.catalog.Table;
import dev.instar.engine.changelog.PublishedIdentity;
import dev.instar.engine.error.SqlException;
import dev.instar.engine.evaluation.Frame;
import dev.instar.engine.statement.StatementContext;
import dev.instar.engine.store.AccessCounters;
import dev.instar.engine.store.RowVersion;
import dev.instar.engine.store.StoreChange;
import dev.instar.engine.store.VersionedTable;
import dev.instar.engine.txn.serializable.IndexEntry;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Inserts, updates and deletes rows of a table, for one statement, with everything that a change of
 * a row brings with it: generated columns, NOT NULL, CHECK, unique indexes, foreign keys, the
 * changelog. One thread.
 *
 * <p>Rows are collected and stored together; so errors may come with a later row, and {@link
 * #finish} must be called, which also leaves to the statement's end what is checked there. Whoever
 * updates or deletes has the row locked, through {@link RowLocking}, and knows its newest version.
 */
public final class TableWriter {
  /** Rows that are stored in one log record. */
  private static final int BATCH_CHANGES = 256;

  private static final int BATCH_BYTES = 128 << 10;

  private final StatementContext context;
  private final TableLayout layout;
  private final boolean[] assigned;
  private final RowChecks checks;
  private final PendingChanges pending;
  private final ForeignKeyWork foreignKeys;
  private final VersionedTable rows;
  private final Frame frame;
  private final ByteWriter out = new ByteWriter();
  private final boolean keepsOrder;
  private long inserted;
  private long updated;
  private long updatedInPlace;
  private long deleted;
  private PendingChanges.Conflict conflict;

  private TableWriter(StatementContext context, TableLayout layout, boolean[] assigned) {
    // The statement's command begins with its snapshot, though an INSERT may not look at any row.
    context.visibility();
    this.context = context;
    this.layout = layout;
    this.assigned = assigned;
    checks = new RowChecks(context, layout);
    pending = new PendingChanges(context, layout);
    foreignKeys = new ForeignKeyWork(context, layout, assigned);
    rows = context.services().store().table(layout.table().storage());
    frame = new Frame(context, new Object[0], null);
    keepsOrder = changesUniqueKeys();
  }

  /** Whether later rows must find what earlier ones have changed in unique indexes. */
  private boolean changesUniqueKeys() {
    for (IndexLayout index : layout.indexes()) {
      if (index.isUnique() && !index.isDeferrable() && index.dependsOn(assigned)) {
        return true;
      }
    }
    return false;
  }

  /**
   * For deletes.
   *
   * @throws SqlException 55000, 42P10 if those who read the changelog could not follow
   */
  public static TableWriter forDelete(StatementContext context, Table table) {
    PublishedIdentity.require(context.catalog(), table, PublishedIdentity.Operation.DELETE);
    return of(context, table);
  }

  /** For inserts. The statement has locked the table with ROW EXCLUSIVE or more. */
  public static TableWriter of(StatementContext context, Table table) {
    return new TableWriter(context, TableLayout.of(context, table), null);
  }

  /**
   * For updates of some columns.
   *
   * @param assigned whether the column with that number - 1 may change; generated ones are added
   * @throws SqlException 55000, 42P10 if those who read the changelog could not follow
   */
  public static TableWriter forUpdate(StatementContext context, Table table, boolean[] assigned) {
    PublishedIdentity.require(context.catalog(), table, PublishedIdentity.Operation.UPDATE);
    TableLayout layout = TableLayout.of(context, table);
    boolean[] all = assigned.clone();
    for (int i = 0; i < all.length; i++) {
      all[i] |= layout.generated()[i] != null;
    }
    return new TableWriter(context, layout, all);
  }

  /**
   * Inserts a row.
   *
   * @param values by column number - 1; generated and dropped ones are not looked at
   * @return the row as it is stored, with its {@link StoredRow} in the slot behind the columns
   * @throws SqlException 23502, 23505, 23514 …, maybe about a row before
   */
  public Object[] insert(Object[] values) {
    try {
      Object[] row = prepare(values);
      addRow(row);
      foreignKeys.inserted(row);
      if (pending.size() >= BATCH_CHANGES || pending.bytes() >= BATCH_BYTES) {
        flush();
      }
      return row;
    } catch (SqlException e) {
      // What is wrong with an earlier row is said first.
      flush();
      throw e;
    }
  }

  /**
   * Inserts a row unless one of these unique indexes has its key already. Waits for those who are
   * about to add it.
   *
   * @param row as {@link #prepare} made it
   * @param arbiters of this table; empty for all
   * @return the row that has the key; -1 if this one is inserted
   */
  public long tryInsert(Object[] row, List<Index> arbiters) {
    flush();
    addRow(row);
    conflict = pending.tryMake(layouts(arbiters));
    if (conflict != null) {
      inserted--;
      return conflict.row();
    }
    foreignKeys.inserted(row);
    return -1;
  }

  /** Whether what {@link #tryInsert} found last is still so: asked when that row is locked. */
  public boolean isStillInTheWay() {
    return conflict.isThere(pending.duplicates());
  }

  private List<IndexLayout> layouts(List<Index> arbiters) {
    return layout.indexes().stream()
        .filter(
            index ->
                arbiters.isEmpty()
                    ? index.isUnique() && !index.isDeferrable()
                    : arbiters.stream().anyMatch(asked -> asked.oid() == index.index().oid()))
        .toList();
  }

  /** A row with all its columns, checked by itself, and with a slot behind them. */
  public Object[] prepare(Object[] values) {
    Object[] row = Arrays.copyOf(values, layout.width() + 1);
    checks.complete(row);
    return row;
  }

  private void addRow(Object[] row) {
    long id = rows.newRowId();
    int command = context.transaction().command();
    byte[] payload = layout.codec().encode(row, out);
    pending.add(
        new StoreChange.RowInserted(layout.table().storage(), id, command, payload),
        payload.length);
    List<IndexEntry> entries = pending.isSerializable() ? new ArrayList<>() : List.of();
    List<IndexLayout> indexes = layout.indexes();
    for (int i = 0; i < indexes.size(); i++) {
      IndexLayout index = indexes.get(i);
      if (index.covers(frame.at(row))) {
        addEntry(i, index, id, entries);
      }
    }
    pending.report(id, entries);
    row[layout.width()] =
        new StoredRow(layout.table().oid(), id, 0, context.transaction().xid(), command, 0, 0);
    inserted++;
  }

  /** The entry of the frame's row. */
  private void addEntry(int place, IndexLayout index, long id, List<IndexEntry> entries) {
    Object[] values = index.values(frame);
    byte[] key = index.codec().encode(values, out);
    boolean unique = index.excludesDuplicates(values);
    pending.addEntry(place, key, id, unique && !index.isDeferrable() ? values : null);
    if (unique && index.isDeferrable()) {
      DeferredUnique.check(context, layout.table(), index, key, id, values);
    }
    if (pending.isSerializable()) {
      entries.add(new IndexEntry(index.index().oid(), key));
    }
  }

  /** Whether an update changes what foreign keys may refer to, and so needs the stronger lock. */
  public boolean changesKey(Object[] old, Object[] row) {
    boolean[] keys = layout.keyColumns();
    for (int i = 0; i < keys.length; i++) {
      if (keys[i] && (assigned == null || assigned[i]) && !isSame(i, old[i], row[i])) {
        return true;
      }
    }
    return false;
  }

  private boolean isSame(int column, Object left, Object right) {
    if (left == null || right == null) {
      return left == right;
    }
    return left.equals(right) || layout.codec().type(column).compare(left, right) == 0;
  }

  /**
   * Updates a row that was just locked.
   *
   * @param old its values now
   * @param row the new ones, with a slot behind them; generated ones are computed here
   */
  public void update(RowLocking locked, Object[] old, Object[] row) {
    long id = ((StoredRow) old[layout.width()]).row();
    RowVersion base = locked.version();
    checks.complete(row);
    if (keepsOrder) {
      flush();
    }
    int command = context.transaction().command();
    byte[] payload = layout.codec().encode(row, out);
    byte[] identity = OldRow.ofUpdate(layout, old, row, out);
    pending.add(
        new StoreChange.RowUpdated(
            layout.table().storage(), id, base.number(), command, payload, identity),
        payload.length + identity.length);
    List<IndexEntry> entries = pending.isSerializable() ? new ArrayList<>() : List.of();
    boolean inPlace = true;
    List<IndexLayout> indexes = layout.indexes();
    for (int i = 0; i < indexes.size(); i++) {
      IndexLayout index = indexes.get(i);
      if (index.dependsOn(assigned) && index.covers(frame.at(row))) {
        byte[] key = index.key(frame.at(old), out);
        byte[] changed = index.key(frame.at(row), out);
        if (key == null || !Arrays.equals(key, changed)) {
          addEntry(i, index, id, entries);
          inPlace = false;
        }
      }
    }
    pending.report(id, entries);
    row[layout.width()] =
        new StoredRow(layout.table().oid(), id, 0, context.transaction().xid(), command, 0, 0);
    foreignKeys.updated(old, row);
    updated++;
    updatedInPlace += inPlace ? 1 : 0;
    if (keepsOrder || pending.size() >= BATCH_CHANGES || pending.bytes() >= BATCH_BYTES) {
      flush();
    }
  }

  /**
   * Deletes a row that was just locked.
   *
   * @param old its values now
   */
  public void delete(RowLocking locked, Object[] old) {
    long id = ((StoredRow) old[layout.width()]).row();
    RowVersion base = locked.version();
    byte[] identity = OldRow.ofDelete(layout, old, out);
    pending.add(
        new StoreChange.RowDeleted(
            layout.table().storage(), id, base.number(), context.transaction().command(), identity),
        identity.length);
    pending.report(id, List.of());
    foreignKeys.deleted(old);
    deleted++;
    if (pending.size() >= BATCH_CHANGES || pending.bytes() >= BATCH_BYTES) {
      flush();
    }
  }

  /** Stores what was collected. */
  public void flush() {
    if (pending.size() > 0) {
      pending.make();
    }
  }

  /** The statement's changes are complete: stores them, and leaves foreign keys to its end. */
  public void finish() {
    flush();
    foreignKeys.finish();
    AccessCounters counters = rows.counters();
    counters.add(AccessCounters.Count.INSERTED, inserted);
    counters.add(AccessCounters.Count.UPDATED, updated);
    counters.add(AccessCounters.Count.UPDATED_IN_PLACE, updatedInPlace);
    counters.add(AccessCounters.Count.DELETED, deleted);
    counters.add(AccessCounters.Count.DEAD, updated + deleted);
    counters.add(AccessCounters.Count.INSERTED_SINCE_VACUUM, inserted);
    counters.add(AccessCounters.Count.CHANGED_SINCE_ANALYZE, inserted + updated + deleted);
    inserted = 0;
    updated = 0;
    updatedInPlace = 0;
    deleted = 0;
  }
}
