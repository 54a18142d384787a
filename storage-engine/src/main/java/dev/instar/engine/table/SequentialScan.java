package dev.instar.engine.table;

import dev.instar.engine.statement.StatementContext;
import dev.instar.engine.store.RowCursor;
import dev.instar.engine.store.RowVersion;
import dev.instar.engine.store.VersionedTable;

/** All rows of a table that a statement sees. One thread. */
final class SequentialScan implements RowScan {
  /** Rows between two looks whether the statement was cancelled. */
  private static final int INTERRUPT_ROWS = 256;

  private final StatementContext context;
  private final TableLayout layout;
  private final boolean[] used;
  private final int slots;
  private final VersionedTable rows;
  private final VisibleVersions versions;
  private final RowCursor cursor;
  private long looked;

  SequentialScan(StatementContext context, TableLayout layout, boolean[] used) {
    this.context = context;
    this.layout = layout;
    this.used = used;
    slots = layout.width() + 1;
    rows = context.services().store().table(layout.table().storage());
    versions = new VisibleVersions(context, rows);
    context
        .transaction()
        .serializable()
        .ifPresent(
            reader ->
                context
                    .services()
                    .transactions()
                    .serializable()
                    .readRelation(reader, layout.table().oid()));
    cursor = rows.scan(Long.MIN_VALUE);
  }

  @Override
  public Object[] next() {
    while (cursor.next()) {
      if (++looked % INTERRUPT_ROWS == 0) {
        context.checkInterrupts();
      }
      long row = cursor.row();
      RowVersion version = versions.find(row, cursor.newest());
      if (version != null) {
        Object[] found = new Object[slots];
        layout.codec().decode(version.payload(), used, found);
        found[slots - 1] = VisibleVersions.identity(layout.table().oid(), row, version);
        return found;
      }
    }
    return null;
  }

  @Override
  public void close() {
    if (looked >= 0) {
      TableScanCount.add(context, layout.table().oid(), rows, looked);
      looked = -1;
    }
    cursor.close();
  }
}
