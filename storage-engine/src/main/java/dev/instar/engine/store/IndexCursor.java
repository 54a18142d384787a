package dev.instar.engine.store;

import org.h2.mvstore.Cursor;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;

/**
 * Goes over an index as it was when the cursor was made. One thread. It keeps the pages it may
 * read, and must be closed.
 */
public final class IndexCursor implements AutoCloseable {
  private final MVStore store;
  private final MVStore.TxCounter usage;
  private final Cursor<IndexEntry, Boolean> cursor;
  private boolean closed;

  IndexCursor(
      MVStore store,
      MVMap<IndexEntry, Boolean> entries,
      IndexEntry from,
      IndexEntry to,
      boolean backward) {
    this.store = store;
    this.usage = store.registerVersionUsage();
    this.cursor = entries.cursor(from, to, backward);
  }

  /** The next entry; null at the end. */
  public IndexEntry next() {
    return cursor.hasNext() ? cursor.next() : null;
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      store.deregisterVersionUsage(usage);
    }
  }
}
