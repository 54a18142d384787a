package dev.instar.engine.table;

import dev.instar.engine.statement.StatementContext;
import dev.instar.engine.store.AccessCounters;
import dev.instar.engine.store.AccessCounters.Count;
import dev.instar.engine.store.AccessCounters.Moment;
import dev.instar.engine.store.VersionedTable;

/** Counts the scans of whole tables, the transaction's and all. Stateless. */
public final class TableScanCount {
  private TableScanCount() {}

  /**
   * A scan has ended.
   *
   * @param looked at how many rows
   */
  public static void add(StatementContext context, int table, VersionedTable rows, long looked) {
    AccessCounters counters = rows.counters();
    counters.add(Count.SCANS, 1);
    counters.add(Count.ROWS_SCANNED, looked);
    counters.mark(Moment.SCAN, System.currentTimeMillis());
    context.transaction().scanned(table);
  }
}
