package dev.instar.engine.store;

import java.util.Arrays;
import java.util.Optional;
import org.h2.mvstore.MVStore;

/**
 * A secondary index: an ordered set of keys with their rows. An entry says that some version of the
 * row has the key; whoever reads looks at the row, and whether the version they see has it too.
 * Thread-safe for readers; changes come through {@link Store#apply} and vacuum.
 */
public final class OrderedIndex {
  private final long number;
  private final MVStore store;
  private final PageTree<IndexEntry, Boolean> entries;
  private final KeyLatches latches = new KeyLatches();
  private final AccessCounters counters = new AccessCounters();

  OrderedIndex(long number, MVStore store, PageTree<IndexEntry, Boolean> entries) {
    this.number = number;
    this.store = store;
    this.entries = entries;
  }

  public long number() {
    return number;
  }

  /** Entries, those of dead rows too. */
  public long size() {
    return entries.sizeAsLong();
  }

  /** By which those exclude each other who look for a key and then add it. */
  public KeyLatches latches() {
    return latches;
  }

  public AccessCounters counters() {
    return counters;
  }

  /** How many entries are between two keys, both included; without reading them. */
  public long count(Optional<byte[]> from, Optional<byte[]> to) {
    long first = from.isPresent() ? place(low(from)) : 0;
    long end = to.isPresent() ? place(high(to)) : entries.sizeAsLong();
    return Math.max(0, end - first);
  }

  private long place(IndexEntry entry) {
    long found = entries.getKeyIndex(entry);
    return found < 0 ? -found - 1 : found;
  }

  public boolean contains(byte[] key, long row) {
    return entries.containsKey(new IndexEntry(key, row));
  }

  /** Whether any row has this key, dead ones too. */
  public boolean contains(byte[] key) {
    IndexEntry found = entries.ceilingKey(new IndexEntry(key, Long.MIN_VALUE));
    return found != null && Arrays.equals(found.key(), key);
  }

  /**
   * Reads entries in order, as they are now.
   *
   * @param from the first key, or empty to begin at the smallest
   * @param to the last key, with all its rows, or empty to go to the largest. To leave keys out, or
   *     to read those that begin with something, is a matter of their encoding
   */
  public IndexCursor scan(Optional<byte[]> from, Optional<byte[]> to) {
    return new IndexCursor(store, entries, low(from), high(to), false);
  }

  /** The same entries, the largest first. */
  public IndexCursor scanBackward(Optional<byte[]> from, Optional<byte[]> to) {
    return new IndexCursor(store, entries, high(to), low(from), true);
  }

  private static IndexEntry low(Optional<byte[]> key) {
    return key.map(bytes -> new IndexEntry(bytes, Long.MIN_VALUE)).orElse(null);
  }

  private static IndexEntry high(Optional<byte[]> key) {
    return key.map(bytes -> new IndexEntry(bytes, Long.MAX_VALUE)).orElse(null);
  }

  void add(byte[] key, long row) {
    entries.put(new IndexEntry(key, row), Boolean.TRUE);
  }

  /**
   * Adds several.
   *
   * @param added ascending
   */
  void add(IndexEntry[] added) {
    entries.putAll(added, NothingType.INSTANCE.createStorage(added.length));
  }

  void remove(byte[] key, long row) {
    entries.remove(new IndexEntry(key, row));
  }
}
