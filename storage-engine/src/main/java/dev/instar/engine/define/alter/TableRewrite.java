package dev.instar.engine.define.alter;

import dev.instar.engine.analysis.BoundExpression;
import dev.instar.engine.catalog.Column;
import dev.instar.engine.catalog.Index;
import dev.instar.engine.catalog.Table;
import dev.instar.engine.define.Notices;
import dev.instar.engine.define.index.IndexBuilding;
import dev.instar.engine.define.index.LiveRows;
import dev.instar.engine.define.index.Reindexes;
import dev.instar.engine.evaluation.Evaluator;
import dev.instar.engine.evaluation.Evaluators;
import dev.instar.engine.evaluation.Frame;
import dev.instar.engine.lock.LockMode;
import dev.instar.engine.statement.StatementContext;
import dev.instar.engine.store.StoreChange;
import dev.instar.engine.store.VersionedTable;
import dev.instar.engine.table.RowCodec;
import dev.instar.engine.type.DataType;
import dev.instar.engine.type.TextFormat;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Writes a table's rows into a new tree, with other values or as they are, and all its indexes into
 * new ones. Nobody else is at the table. What stood in the old tree is of no use to older snapshots
 * any more, as on PostgreSQL. One thread.
 *
 * <p>Only when all rows are written does the catalog learn of the tree: so readers of the log know
 * that these are no changes (see the package's sign).
 */
final class TableRewrite {
  /** What goes into one log record. */
  private static final int BYTES_IN_RECORD = 64 << 10;

  private final StatementContext context;
  private final Table before;
  private final Table after;
  private final Evaluator[] newValues;
  private final Evaluator[] recomputed;
  private final Object[] missing;
  private final RowCodec codec;
  private final Frame oldFrame;
  private final Frame newFrame;
  private final VersionedTable target;
  private final List<StoreChange> batch = new ArrayList<>();
  private int batchBytes;

  /**
   * @param newValues by column number, over the old row
   * @param recomputed numbers of generated columns, computed from the new row
   */
  TableRewrite(
      StatementContext context,
      Table before,
      Table now,
      Map<Integer, BoundExpression> newValues,
      Collection<Integer> recomputed) {
    this.context = context;
    this.before = before;
    this.after = renewed(context, now);
    this.newValues = new Evaluator[now.columns().size()];
    this.recomputed = new Evaluator[now.columns().size()];
    newValues.forEach(
        (number, value) -> this.newValues[number - 1] = Evaluators.plain().compile(value));
    for (int number : recomputed) {
      this.recomputed[number - 1] = StoredEvaluators.generated(now.column(number), now, context);
    }
    this.missing = missing(context, now);
    this.codec = RowCodec.of(context.catalog(), after);
    this.oldFrame = new Frame(context, new Object[0], null);
    this.newFrame = new Frame(context, new Object[0], null);
    this.target = context.services().store().table(after.storage());
  }

  /** The same table with a new tree, in whose rows no column is missing. */
  private static Table renewed(StatementContext context, Table table) {
    List<Column> columns = new ArrayList<>();
    table.columns().forEach(column -> columns.add(column.withMissing(Optional.empty())));
    return table
        .withColumns(columns)
        .withStorage(Integer.toUnsignedLong(context.services().catalogs().newOid()));
  }

  /** What columns that were added with a constant have in rows from before. */
  private static Object[] missing(StatementContext context, Table now) {
    Object[] values = new Object[now.columns().size()];
    for (Column column : now.liveColumns()) {
      DataType type = StoredEvaluators.type(column, context);
      values[column.number() - 1] =
          column.missing().map(text -> type.parse(text, TextFormat.DEFAULT)).orElse(null);
    }
    return values;
  }

  void run(RowChecks checks) {
    checks.withAllNotNull();
    Notices.debug(context, "rewriting table \"%s\"".formatted(before.name()));
    try (LiveRows rows = new LiveRows(context, before)) {
      for (Object[] row = rows.next(); row != null; row = rows.next()) {
        Object[] written = row(row);
        checks.check(written);
        write(codec.encode(written));
      }
    }
    flush();
    List<Index> indexes = new ArrayList<>();
    for (Index index : context.catalog().indexes(after.oid())) {
      context.lock(index.oid(), LockMode.ACCESS_EXCLUSIVE);
      Index renewed = Reindexes.renewed(index, context);
      IndexBuilding.build(context, after, renewed);
      indexes.add(renewed);
    }
    context.edits().put(after);
    indexes.forEach(context.edits()::put);
  }

  private Object[] row(Object[] old) {
    Object[] row = new Object[after.columns().size() + 1];
    int kept = Math.min(before.columns().size(), after.columns().size());
    System.arraycopy(old, 0, row, 0, kept);
    oldFrame.at(old);
    for (int i = 0; i < newValues.length; i++) {
      if (newValues[i] != null) {
        row[i] = newValues[i].evaluate(oldFrame);
      } else if (i >= kept) {
        row[i] = missing[i];
      }
    }
    newFrame.at(row);
    for (int i = 0; i < recomputed.length; i++) {
      if (recomputed[i] != null) {
        row[i] = recomputed[i].evaluate(newFrame);
      }
    }
    return row;
  }

  private void write(byte[] payload) {
    batch.add(
        new StoreChange.RowInserted(
            after.storage(), target.newRowId(), context.transaction().command(), payload));
    batchBytes += payload.length;
    if (batchBytes >= BYTES_IN_RECORD) {
      flush();
    }
  }

  private void flush() {
    if (!batch.isEmpty()) {
      context.services().store().apply(context.transaction().xid(), batch);
      batch.clear();
      batchBytes = 0;
    }
  }
}
