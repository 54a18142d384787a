package dev.instar.engine.store;

/** Where an older version of a row is kept. Ordered by row, then by number. */
record VersionKey(long row, long number) implements Comparable<VersionKey> {
  @Override
  public int compareTo(VersionKey other) {
    int byRow = Long.compare(row, other.row);
    return byRow != 0 ? byRow : Long.compare(number, other.number);
  }
}
