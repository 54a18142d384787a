package dev.instar.engine.table;

import dev.instar.engine.catalog.Table;
import dev.instar.engine.statement.StatementContext;

/** Deferrable unique constraints: looked at when the statement or the transaction ends. */
final class DeferredUnique {
  private DeferredUnique() {}

  /** Leaves it to then to find out whether another row has this one's key. */
  static void check(
      StatementContext context,
      Table table,
      IndexLayout index,
      byte[] key,
      long row,
      Object[] values) {
    Runnable work =
        () -> {
          TableLayout layout = TableLayout.of(context, table);
          Duplicates duplicates = new Duplicates(context, layout);
          if (!duplicates.isThere(index, key, row)) {
            return;
          }
          for (var found = duplicates.look(index, key, row);
              found != null;
              found = duplicates.look(index, key, row)) {
            if (found.isCertain()) {
              throw ConstraintErrors.unique(context, table, index, values);
            }
            duplicates.await(found);
          }
        };
    if (index.constraint().orElseThrow().initiallyDeferred()) {
      context.beforeCommit(work);
    } else {
      context.afterStatement(work);
    }
  }
}
