package dev.instar.engine.logical;

import dev.instar.engine.catalog.Table;
import dev.instar.engine.wal.Lsn;

/**
 * A change of one row of a table, as it is logged.
 *
 * @param position of the log record
 * @param table as it was then
 * @param row the new row; empty for DELETE
 * @param identity what identified the old row; empty where the log does not say
 */
@SuppressWarnings("ArrayRecordComponent") // Handed through; never compared.
record RowChange(Kind kind, Lsn position, Table table, byte[] row, byte[] identity) {
  static final byte[] NOTHING = new byte[0];

  /** What happened to the row. */
  enum Kind {
    INSERT,
    UPDATE,
    DELETE
  }
}
