package dev.instar.engine.table;

/**
 * Goes over rows of a table. A row has a slot for each column, by number - 1, and then its {@link
 * StoredRow}; columns that were not asked for may be null. One thread; to be closed.
 */
public interface RowScan extends AutoCloseable {
  /** The next row, which is the caller's to keep; null at the end. */
  Object[] next();

  @Override
  void close();
}
