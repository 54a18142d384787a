package dev.instar.engine.table;

import dev.instar.engine.catalog.Column;
import dev.instar.engine.catalog.Constraint.ForeignKey;
import dev.instar.engine.catalog.Table;
import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlException.Field;
import dev.instar.engine.error.SqlState;
import dev.instar.engine.evaluation.Frame;
import dev.instar.engine.lock.LockMode;
import dev.instar.engine.lock.RowLockMode;
import dev.instar.engine.statement.StatementContext;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What becomes of rows that refer to rows that were deleted, or whose key was changed: one kind of
 * change of one foreign key. One thread.
 */
final class ForeignKeyAction {
  private final StatementContext context;

  /** As it was when the first row was changed; as it is when the work is done. */
  private ForeignKeyLayout key;

  private final boolean update;
  private final ForeignKey.Action action;
  private final List<Gone> gone = new ArrayList<>();

  /**
   * A key that is no more.
   *
   * @param changed what it became; null if it was deleted
   */
  @SuppressWarnings("ArrayRecordComponent") // Never compared.
  private record Gone(Object[] old, Object[] changed) {}

  ForeignKeyAction(StatementContext context, ForeignKeyLayout key, boolean update) {
    this.context = context;
    this.key = key;
    this.update = update;
    action = update ? key.constraint().onUpdate() : key.constraint().onDelete();
  }

  ForeignKeyLayout key() {
    return key;
  }

  /** Whether it may be left to the transaction's end. */
  boolean isDeferred() {
    return action == ForeignKey.Action.NO_ACTION && key.constraint().initiallyDeferred();
  }

  boolean isEmpty() {
    return gone.isEmpty();
  }

  /** A row that may be referred to was changed, or deleted: {@code row} is null. */
  void add(Object[] old, Object[] row) {
    Object[] before = key.keyThere(old);
    for (Object value : before) {
      if (value == null) {
        return;
      }
    }
    Object[] after = row == null ? null : key.keyThere(row);
    if (after == null || !key.isSameThere(before, after)) {
      gone.add(new Gone(before, after));
    }
  }

  /**
   * Does it.
   *
   * @throws SqlException 23503, or what changing the referring rows throws
   */
  void run() {
    boolean changes = action != ForeignKey.Action.NO_ACTION && action != ForeignKey.Action.RESTRICT;
    context.lockWithIndexes(
        key.referencing().oid(), changes ? LockMode.ROW_EXCLUSIVE : LockMode.ROW_SHARE);
    key = key.now(context);
    Map<List<Object>, Gone> keys = new LinkedHashMap<>();
    for (Gone one : gone) {
      keys.put(key.lookup(key.convertBack(one.old(), context.functions())), one);
    }
    gone.clear();
    switch (action) {
      case NO_ACTION -> refuseUnlessReplaced(keys);
      case RESTRICT -> refuse(keys);
      case CASCADE -> {
        if (update) {
          rewrite(keys);
        } else {
          delete(keys);
        }
      }
      case SET_NULL -> rewrite(keys);
      case SET_DEFAULT -> {
        rewrite(keys);
        // The default may be the very key that is gone.
        context.nextCommand();
        refuseUnlessReplaced(keys);
      }
    }
  }

  /** Another row may have the key by now. */
  private void refuseUnlessReplaced(Map<List<Object>, Gone> keys) {
    ReferencedRows referenced = new ReferencedRows(context, key);
    keys.values().removeIf(one -> referenced.lock(one.old()));
    refuse(keys);
  }

  private void refuse(Map<List<Object>, Gone> keys) {
    new ReferencingRows(context, key)
        .visit(
            keys,
            RowLockMode.KEY_SHARE,
            (locked, row, about) -> {
              throw stillReferenced(about.old());
            });
  }

  private SqlException stillReferenced(Object[] values) {
    SqlException error =
        new SqlException(
                SqlState.FOREIGN_KEY_VIOLATION,
                "update or delete on table \"%s\" violates foreign key constraint \"%s\" on table \"%s\""
                    .formatted(
                        key.referenced().name(), key.constraint().name(), key.referencing().name()))
            .with(
                Field.DETAIL,
                "Key %s is still referenced from table \"%s\"."
                    .formatted(key.textThere(context, values), key.referencing().name()))
            .with(Field.CONSTRAINT, key.constraint().name());
    return ConstraintErrors.of(context, key.referencing(), error);
  }

  private void delete(Map<List<Object>, Gone> keys) {
    TableWriter writer = TableWriter.forDelete(context, key.referencing());
    new ReferencingRows(context, key)
        .visit(
            keys,
            RowLockMode.UPDATE,
            (locked, row, about) -> {
              writer.delete(locked, row);
              return true;
            });
    writer.finish();
  }

  private void rewrite(Map<List<Object>, Gone> keys) {
    Table table = key.referencing();
    boolean[] assigned = assigned();
    TableWriter writer = TableWriter.forUpdate(context, table, assigned);
    Object[] defaults = defaults(assigned);
    new ReferencingRows(context, key)
        .visit(
            keys,
            RowLockMode.UPDATE,
            (locked, row, about) -> {
              Object[] changed = row.clone();
              Object[] cascaded =
                  action == ForeignKey.Action.CASCADE
                      ? key.convertBack(about.changed(), context.functions())
                      : null;
              for (int i = 0; i < key.size(); i++) {
                int slot = key.slots()[i];
                if (assigned[slot]) {
                  changed[slot] = cascaded == null ? defaults[slot] : cascaded[i];
                }
              }
              writer.update(locked, row, changed);
              return true;
            });
    writer.finish();
  }

  /** The columns that are set. */
  private boolean[] assigned() {
    boolean[] assigned = new boolean[key.referencing().columns().size()];
    List<Integer> some = key.constraint().deleteColumns();
    List<Integer> columns = update || some.isEmpty() ? key.constraint().columns() : some;
    columns.forEach(column -> assigned[column - 1] = true);
    return assigned;
  }

  /** What they are set to, but for CASCADE. */
  private Object[] defaults(boolean[] assigned) {
    Object[] defaults = new Object[assigned.length];
    if (action == ForeignKey.Action.SET_DEFAULT) {
      Frame frame = new Frame(context, new Object[0], null);
      for (Column column : key.referencing().columns()) {
        if (assigned[column.number() - 1]) {
          defaults[column.number() - 1] =
              TableExpression.defaultOf(column, context).evaluate(frame);
        }
      }
    }
    return defaults;
  }
}
