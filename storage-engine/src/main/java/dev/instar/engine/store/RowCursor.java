package dev.instar.engine.store;

import org.h2.mvstore.Cursor;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;

/**
 * Goes over a table's rows in the order of their ids, as they were when the cursor was made: each
 * with its newest version of that time. Older ones come from {@link VersionedTable#older}, and are
 * there as long as some snapshot may see them. One thread. It keeps the pages it may read, and must
 * be closed.
 */
public final class RowCursor implements AutoCloseable {
  private final MVStore store;
  private final MVStore.TxCounter usage;
  private final Cursor<Long, RowVersion> cursor;
  private boolean closed;

  RowCursor(MVStore store, MVMap<Long, RowVersion> rows, long from) {
    this.store = store;
    this.usage = store.registerVersionUsage();
    this.cursor = rows.cursor(from);
  }

  /** Goes to the next row; false at the end. */
  public boolean next() {
    if (!cursor.hasNext()) {
      return false;
    }
    cursor.next();
    return true;
  }

  public long row() {
    return cursor.getKey();
  }

  public RowVersion newest() {
    return cursor.getValue();
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      store.deregisterVersionUsage(usage);
    }
  }
}
