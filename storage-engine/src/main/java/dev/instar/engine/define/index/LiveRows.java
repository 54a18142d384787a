package dev.instar.engine.define.index;

import dev.instar.engine.catalog.Table;
import dev.instar.engine.statement.StatementContext;
import dev.instar.engine.store.RowCursor;
import dev.instar.engine.store.RowVersion;
import dev.instar.engine.store.VersionedTable;
import dev.instar.engine.table.RowCodec;
import dev.instar.engine.table.StoredRow;
import dev.instar.engine.table.TableScanCount;
import dev.instar.engine.txn.LatestSnapshot;

/**
 * Goes over the rows of a table that are there when it begins: committed or the transaction's own,
 * whatever its snapshot. A definition that checks or rewrites a table must not miss what its
 * snapshot does not see; the lock that it holds keeps others from changing the answer, or they
 * check what they write. One thread.
 */
public final class LiveRows implements AutoCloseable {
  /** How many rows go by between two looks for a cancel request. */
  private static final int ROWS_BETWEEN_CHECKS = 256;

  private final StatementContext context;
  private final Table table;
  private final VersionedTable rows;
  private final RowCodec codec;
  private final RowCursor cursor;
  private final LatestSnapshot now;
  private RowVersion version;
  private long looked;

  public LiveRows(StatementContext context, Table table) {
    this.context = context;
    this.table = table;
    this.rows = context.services().store().table(table.storage());
    this.codec = RowCodec.of(context.catalog(), table);
    this.now = context.transaction().latest();
    this.cursor = rows.scan(Long.MIN_VALUE);
  }

  /**
   * The next row by column number - 1, and behind the columns its {@link StoredRow}; null at the
   * end.
   */
  public Object[] next() {
    while (cursor.next()) {
      if (++looked % ROWS_BETWEEN_CHECKS == 0) {
        context.checkInterrupts();
      }
      version = now.find(cursor.newest(), than -> rows.older(cursor.row(), than));
      if (version != null) {
        Object[] row = codec.decode(version.payload(), 1);
        row[row.length - 1] = identity();
        return row;
      }
    }
    return null;
  }

  private StoredRow identity() {
    return new StoredRow(
        table.oid(),
        cursor.row(),
        version.number(),
        version.createdBy(),
        version.createdCommand(),
        version.deletedBy(),
        version.deletedCommand());
  }

  /** What they are judged by: for those who look at other rows beside them. */
  public LatestSnapshot now() {
    return now;
  }

  @Override
  public void close() {
    TableScanCount.add(context, table.oid(), rows, looked);
    cursor.close();
    now.close();
  }
}
