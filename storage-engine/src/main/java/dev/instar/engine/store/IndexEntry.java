package dev.instar.engine.store;

import java.util.Arrays;

/**
 * An entry of an index: a row had this key in some version. Ordered by key, bytes as unsigned
 * numbers, then by row. The encoding of keys is the caller's, and keeps their order.
 *
 * @param key nobody changes it
 */
@SuppressWarnings("ArrayRecordComponent") // Entries are compared by compareTo alone.
public record IndexEntry(byte[] key, long row) implements Comparable<IndexEntry> {
  @Override
  public int compareTo(IndexEntry other) {
    int byKey = Arrays.compareUnsigned(key, other.key);
    return byKey != 0 ? byKey : Long.compare(row, other.row);
  }
}
