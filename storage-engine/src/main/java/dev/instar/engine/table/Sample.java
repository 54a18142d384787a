package dev.instar.engine.table;

import dev.instar.engine.catalog.Table;
import dev.instar.engine.statement.StatementContext;
import dev.instar.engine.store.RowCursor;
import dev.instar.engine.store.RowVersion;
import dev.instar.engine.store.VersionedTable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Rows that stand for all of a table's: all of a small one; of a large one runs of rows that begin
 * at random ids, in the order of their ids.
 *
 * @param rows with a slot for each column
 * @param tableRows how many the table has
 */
record Sample(List<Object[]> rows, double tableRows) {
  /** As PostgreSQL: 300 times {@code default_statistics_target}. */
  private static final int ROWS = 30_000;

  /** About as many as are on a page. */
  private static final int RUN = 50;

  static Sample of(StatementContext context, Table table) {
    VersionedTable stored = context.services().store().table(table.storage());
    TableLayout layout = TableLayout.of(context, table);
    List<Object[]> rows = new ArrayList<>();
    long size = stored.size();
    if (size <= 2 * ROWS) {
      take(context, layout, Long.MIN_VALUE, 2 * ROWS, rows);
      return new Sample(rows, rows.size());
    }
    // The same rows each time: an estimate that jumps about is worse than one that is a bit off.
    SplittableRandom random = new SplittableRandom(table.storage());
    long[] starts = random.longs(ROWS / RUN, 1, stored.lastRowId() + 1).sorted().toArray();
    for (long start : starts) {
      take(context, layout, start, RUN, rows);
    }
    return new Sample(rows, size);
  }

  /** Not a scan that anybody has asked for: it is not counted as one. */
  private static void take(
      StatementContext context, TableLayout layout, long from, int most, List<Object[]> rows) {
    VersionedTable stored = context.services().store().table(layout.table().storage());
    VisibleVersions versions = new VisibleVersions(context, stored);
    boolean[] used = new boolean[layout.width()];
    Arrays.fill(used, true);
    int end = rows.size() + most;
    try (RowCursor cursor = stored.scan(from)) {
      while (rows.size() < end && cursor.next()) {
        RowVersion version = versions.find(cursor.row(), cursor.newest());
        if (version != null) {
          Object[] found = new Object[layout.width() + 1];
          layout.codec().decode(version.payload(), used, found);
          rows.add(found);
        }
      }
    }
    context.checkInterrupts();
  }
}
