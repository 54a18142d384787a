package dev.instar.engine.table;

import dev.instar.engine.catalog.Constraint.ForeignKey;
import dev.instar.engine.statement.StatementContext;
import java.util.ArrayList;
import java.util.List;

/**
 * What a statement's changes of a table leave to be done about foreign keys: actions on rows that
 * refer to its rows, then checks of what its own rows refer to. It is done when the statement has
 * changed all it has to, under a command of its own, so that rows that came and went with the same
 * statement are seen as they are. One thread.
 */
final class ForeignKeyWork {
  private final StatementContext context;
  private final TableLayout layout;
  private final List<ForeignKeyCheck> checks = new ArrayList<>();
  private final List<ForeignKeyAction> onUpdate = new ArrayList<>();
  private final List<ForeignKeyAction> onDelete = new ArrayList<>();

  ForeignKeyWork(StatementContext context, TableLayout layout, boolean[] assigned) {
    this.context = context;
    this.layout = layout;
    for (ForeignKey key : layout.references()) {
      if (isAssigned(key.columns(), assigned)) {
        checks.add(new ForeignKeyCheck(context, ForeignKeyLayout.of(context, key)));
      }
    }
    for (ForeignKey key : layout.referencing()) {
      ForeignKeyLayout prepared = ForeignKeyLayout.of(context, key);
      if (isAssigned(key.referencedColumns(), assigned)) {
        onUpdate.add(new ForeignKeyAction(context, prepared, true));
      }
      onDelete.add(new ForeignKeyAction(context, prepared, false));
    }
  }

  private static boolean isAssigned(List<Integer> columns, boolean[] assigned) {
    return assigned == null || columns.stream().anyMatch(column -> assigned[column - 1]);
  }

  private long id(Object[] row) {
    return ((StoredRow) row[layout.width()]).row();
  }

  void inserted(Object[] row) {
    for (ForeignKeyCheck check : checks) {
      check.add(id(row), check.key().keyHere(row));
    }
  }

  void updated(Object[] old, Object[] row) {
    for (ForeignKeyCheck check : checks) {
      Object[] now = check.key().keyHere(row);
      if (!check.key().isSameHere(check.key().keyHere(old), now)) {
        check.add(id(row), now);
      }
    }
    for (ForeignKeyAction action : onUpdate) {
      action.add(old, row);
    }
  }

  void deleted(Object[] old) {
    for (ForeignKeyAction action : onDelete) {
      action.add(old, null);
    }
  }

  /** All changes are stored: leaves the work to the statement's, or the transaction's, end. */
  void finish() {
    List<Runnable> now = new ArrayList<>();
    List<Runnable> later = new ArrayList<>();
    for (List<ForeignKeyAction> actions : List.of(onDelete, onUpdate)) {
      for (ForeignKeyAction action : actions) {
        if (!action.isEmpty()) {
          (action.isDeferred() ? later : now).add(action::run);
        }
      }
    }
    for (ForeignKeyCheck check : checks) {
      if (!check.isEmpty()) {
        (check.key().constraint().initiallyDeferred() ? later : now).add(check::run);
      }
    }
    if (!now.isEmpty()) {
      context.afterStatement(() -> run(now));
    }
    if (!later.isEmpty()) {
      context.beforeCommit(() -> run(later));
    }
  }

  private void run(List<Runnable> work) {
    context.nextCommand();
    work.forEach(Runnable::run);
  }
}
