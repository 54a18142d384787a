package dev.instar.engine.plan;

import dev.instar.engine.table.RowScan;

/** A table's rows as a source. Stateless. */
final class TableScans {
  private TableScans() {}

  static RowSource of(RowScan scan) {
    return new RowSource() {
      @Override
      public Object[] next() {
        return scan.next();
      }

      @Override
      public void close() {
        scan.close();
      }
    };
  }
}
