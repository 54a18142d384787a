package dev.instar.engine.table;

import dev.instar.engine.evaluation.Frame;
import dev.instar.engine.statement.StatementContext;
import dev.instar.engine.store.AccessCounters;
import dev.instar.engine.store.IndexCursor;
import dev.instar.engine.store.IndexEntry;
import dev.instar.engine.store.OrderedIndex;
import dev.instar.engine.store.RowVersion;
import dev.instar.engine.store.VersionedTable;
import dev.instar.engine.txn.serializable.IndexRange;
import dev.instar.engine.txn.serializable.Serializability;
import dev.instar.engine.txn.serializable.SerializableTransaction;
import java.util.Arrays;
import java.util.Comparator;

/**
 * The rows of a part of an index that a statement sees, in the index's order. An entry says that
 * some version of a row has the key: the row is given where the version that is seen has it. One
 * thread.
 */
final class IndexScan implements RowScan {
  /** The order of encoded keys. */
  static final Comparator<Object> KEY_ORDER =
      (left, right) -> Arrays.compareUnsigned((byte[]) left, (byte[]) right);

  private final StatementContext context;
  private final TableLayout layout;
  private final IndexLayout index;
  private final boolean[] used;
  private final int slots;
  private final KeyBounds bounds;
  private final VersionedTable rows;
  private final OrderedIndex entries;
  private final VisibleVersions versions;
  private final IndexCursor cursor;
  private final Frame frame;
  private final ByteWriter key = new ByteWriter();
  private final SerializableTransaction serializable;
  private long looked;

  IndexScan(
      StatementContext context,
      TableLayout layout,
      IndexLayout index,
      dev.instar.engine.table.IndexRange range,
      boolean[] used) {
    this.context = context;
    this.layout = layout;
    this.index = index;
    this.used = both(used, index.used());
    slots = layout.width() + 1;
    bounds = index.codec().bounds(range);
    rows = context.services().store().table(layout.table().storage());
    entries = context.services().store().index(index.index().storage());
    versions = new VisibleVersions(context, rows);
    frame = new Frame(context, new Object[0], null);
    serializable = context.transaction().serializable().orElse(null);
    if (serializable != null) {
      tracker()
          .readRange(
              serializable,
              new IndexRange(
                  index.index().oid(), KEY_ORDER, bounds.low(), true, bounds.high(), true));
    }
    cursor =
        range.backward()
            ? entries.scanBackward(bounds.from(), bounds.to())
            : entries.scan(bounds.from(), bounds.to());
  }

  private static boolean[] both(boolean[] used, boolean[] keys) {
    boolean[] all = null;
    for (int i = 0; i < keys.length; i++) {
      if (keys[i] && !used[i]) {
        all = all == null ? used.clone() : all;
        all[i] = true;
      }
    }
    return all == null ? used : all;
  }

  private Serializability tracker() {
    return context.services().transactions().serializable();
  }

  @Override
  public Object[] next() {
    for (IndexEntry entry = cursor.next(); entry != null; entry = cursor.next()) {
      if ((++looked & 0xFF) == 0) {
        context.checkInterrupts();
      }
      if (!bounds.isExcluded(entry.key())) {
        Object[] found = row(entry);
        if (found != null) {
          return found;
        }
      }
    }
    return null;
  }

  private Object[] row(IndexEntry entry) {
    long row = entry.row();
    if (serializable != null) {
      tracker().readRow(serializable, layout.table().oid(), row);
    }
    RowVersion newest = rows.newest(row).orElse(null);
    RowVersion version = newest == null ? null : versions.find(row, newest);
    if (version == null) {
      return null;
    }
    Object[] found = new Object[slots];
    layout.codec().decode(version.payload(), used, found);
    found[slots - 1] = VisibleVersions.identity(layout.table().oid(), row, version);
    byte[] its = index.key(frame.at(found), key);
    return its != null && Arrays.equals(its, entry.key()) ? found : null;
  }

  @Override
  public void close() {
    if (looked >= 0) {
      long now = System.currentTimeMillis();
      rows.counters().add(AccessCounters.Count.INDEX_SCANS, 1);
      rows.counters().add(AccessCounters.Count.ROWS_FETCHED, looked);
      rows.counters().mark(AccessCounters.Moment.INDEX_SCAN, now);
      entries.counters().add(AccessCounters.Count.INDEX_SCANS, 1);
      entries.counters().add(AccessCounters.Count.ROWS_SCANNED, looked);
      entries.counters().mark(AccessCounters.Moment.INDEX_SCAN, now);
      looked = -1;
    }
    cursor.close();
  }
}
