package dev.instar.migrator.schema;

/**
 * How large a table is.
 *
 * @param rows the server's estimate; 0 where it has none
 * @param heapBytes the table itself and its TOAST data
 * @param indexBytes all its indexes
 */
public record TableSize(long rows, long heapBytes, long indexBytes) {
  public static final TableSize EMPTY = new TableSize(0, 0, 0);

  public TableSize {
    if (rows < 0 || heapBytes < 0 || indexBytes < 0) {
      throw new IllegalArgumentException(
          "negative size: " + rows + ", " + heapBytes + ", " + indexBytes);
    }
  }

  /** Both together. */
  public TableSize and(TableSize other) {
    return new TableSize(
        rows + other.rows, heapBytes + other.heapBytes, indexBytes + other.indexBytes);
  }

  public long totalBytes() {
    return heapBytes + indexBytes;
  }
}
