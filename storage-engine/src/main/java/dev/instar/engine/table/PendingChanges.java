package dev.instar.engine.table;

import dev.instar.engine.statement.StatementContext;
import dev.instar.engine.store.KeyLatches;
import dev.instar.engine.store.Store;
import dev.instar.engine.store.StoreChange;
import dev.instar.engine.txn.serializable.IndexEntry;
import dev.instar.engine.txn.serializable.SerializableTransaction;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Changes of a table that are about to be made, all in one log record, and the keys that must not
 * be in unique indexes when they are.
 *
 * <p>To look for a key and to add it is one step, under the latch of the key: two who add the same
 * key one after the other see each other. Nobody waits for a transaction with a latch in hand; who
 * must wait lets go of all, waits, and looks again. One thread.
 */
final class PendingChanges {
  private final StatementContext context;
  private final TableLayout layout;
  private final Duplicates duplicates;
  private final SerializableTransaction serializable;
  private final Store store;
  private final List<StoreChange> changes = new ArrayList<>();
  private final List<NewKey> keys = new ArrayList<>();
  private final long[] latches;
  private long bytes;

  /** A key that a row is about to have, in an index that has each key once. */
  @SuppressWarnings("ArrayRecordComponent") // Never compared.
  private record NewKey(int place, IndexLayout index, byte[] key, long row, Object[] values) {}

  /** A row that is there already, in an index where the caller can deal with it. */
  @SuppressWarnings("ArrayRecordComponent") // Never compared.
  record Conflict(IndexLayout index, byte[] key, long row) {
    /** Whether it still is, now that the row is locked. */
    boolean isThere(Duplicates duplicates) {
      return duplicates.isThere(index, key, row);
    }
  }

  PendingChanges(StatementContext context, TableLayout layout) {
    this.context = context;
    this.layout = layout;
    duplicates = new Duplicates(context, layout);
    serializable = context.transaction().serializable().orElse(null);
    store = context.services().store();
    latches = new long[layout.indexes().size()];
  }

  int size() {
    return changes.size();
  }

  /** Of what is to be logged, about. */
  long bytes() {
    return bytes;
  }

  void add(StoreChange change, int size) {
    changes.add(change);
    bytes += size;
  }

  /**
   * Adds an entry of an index.
   *
   * @param place of the index in the layout
   * @param values of its keys; null if duplicates are none of the caller's concern
   */
  void addEntry(int place, byte[] key, long row, Object[] values) {
    IndexLayout index = layout.indexes().get(place);
    add(new StoreChange.IndexAdded(index.index().storage(), key, row), key.length);
    if (values != null) {
      keys.add(new NewKey(place, index, key, row, values));
      latches[place] |= KeyLatches.of(key);
    }
  }

  /** Tells those who follow serializable transactions; before anybody can see it. */
  void report(long row, List<IndexEntry> entries) {
    if (serializable != null) {
      context
          .services()
          .transactions()
          .serializable()
          .wroteRow(serializable, layout.table().oid(), row, entries);
    }
  }

  boolean isSerializable() {
    return serializable != null;
  }

  /**
   * Makes the changes.
   *
   * @throws dev.instar.engine.error.SqlException 23505, or what waiting throws; nothing is changed
   */
  void make() {
    Conflict conflict = tryMake(List.of());
    if (conflict != null) {
      throw new IllegalStateException("a conflict where there is no arbiter");
    }
  }

  /**
   * Makes the changes, unless a key is there already in one of these indexes.
   *
   * @return what was found there; null if the changes are made
   */
  Conflict tryMake(List<IndexLayout> arbiters) {
    if (changes.isEmpty()) {
      return null;
    }
    while (true) {
      Duplicates.Found doubtful = null;
      long[] held = latches.clone();
      lock(held);
      try {
        checkWithin();
        for (NewKey key : inOrder(arbiters)) {
          Duplicates.Found found = duplicates.look(key.index(), key.key(), key.row());
          if (found != null && found.isCertain() && arbiters.contains(key.index())) {
            clear();
            return new Conflict(key.index(), key.key(), found.row());
          }
          if (found != null && found.isCertain()) {
            clear();
            throw ConstraintErrors.unique(context, layout.table(), key.index(), key.values());
          }
          if (found != null) {
            doubtful = found;
            break;
          }
        }
        if (doubtful == null) {
          store.apply(context.transaction().xid(), changes);
          clear();
          return null;
        }
      } finally {
        unlock(held);
      }
      duplicates.await(doubtful);
    }
  }

  /** Those of which the caller wants to hear first. */
  private List<NewKey> inOrder(List<IndexLayout> arbiters) {
    if (arbiters.isEmpty() || keys.size() < 2) {
      return keys;
    }
    List<NewKey> sorted = new ArrayList<>(keys);
    sorted.sort(java.util.Comparator.comparing(key -> !arbiters.contains(key.index())));
    return sorted;
  }

  Duplicates duplicates() {
    return duplicates;
  }

  /** Whether a key comes twice among the new ones. */
  private void checkWithin() {
    if (keys.size() < 2) {
      return;
    }
    Set<Object> seen = new HashSet<>();
    for (NewKey key : keys) {
      record Keyed(int place, ByteBuffer key) {}
      if (!seen.add(new Keyed(key.place(), ByteBuffer.wrap(key.key())))) {
        throw ConstraintErrors.unique(context, layout.table(), key.index(), key.values());
      }
    }
  }

  private void lock(long[] held) {
    for (int i = 0; i < held.length; i++) {
      if (held[i] != 0) {
        latches(i).lock(held[i]);
      }
    }
  }

  private void unlock(long[] held) {
    for (int i = 0; i < held.length; i++) {
      if (held[i] != 0) {
        latches(i).unlock(held[i]);
      }
    }
  }

  private KeyLatches latches(int place) {
    return store.index(layout.indexes().get(place).index().storage()).latches();
  }

  void clear() {
    changes.clear();
    keys.clear();
    java.util.Arrays.fill(latches, 0);
    bytes = 0;
  }
}
