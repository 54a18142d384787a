package dev.instar.engine.change;

import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlState;
import dev.instar.engine.lock.RowLockMode;
import dev.instar.engine.statement.StatementContext;
import dev.instar.engine.table.RowLocking;
import dev.instar.engine.table.TableWriter;

/**
 * INSERT … ON CONFLICT, row by row: each is inserted, or the row that is in its way is locked and
 * updated. If that one goes before it is locked, all begins anew. One thread.
 */
final class ConflictRun {
  private final ConflictPlan plan;
  private final TableWriter inserts;
  private final TableWriter updates;
  private final RowLocking locking;
  private final ChangeRun run;
  private final StatementContext context;

  ConflictRun(ConflictPlan plan, TableWriter inserts, ChangeRun run, StatementContext context) {
    this.plan = plan;
    this.inserts = inserts;
    this.run = run;
    this.context = context;
    locking = RowLocking.of(context, plan.table());
    updates =
        plan.isUpdate()
            ? TableWriter.forUpdate(context, plan.table(), plan.assignments().assigned())
            : null;
  }

  void insert(Object[] values) {
    Object[] row = inserts.prepare(values);
    while (true) {
      long other = inserts.tryInsert(row, plan.arbiters());
      if (other < 0) {
        run.changed(row);
        return;
      }
      if (!plan.isUpdate()) {
        locking.requireSeen(other);
        return;
      }
      if (update(other, row)) {
        return;
      }
      context.checkInterrupts();
    }
  }

  /** Returns false if the row is not in the way any more. */
  private boolean update(long other, Object[] proposed) {
    switch (locking.lock(other, RowLockMode.NO_KEY_UPDATE)) {
      case SAME, CHANGED -> {}
      case GONE, SKIPPED -> {
        return false;
      }
      case CHANGED_BY_SELF ->
          throw new SqlException(
                  SqlState.CARDINALITY_VIOLATION,
                  "ON CONFLICT DO UPDATE command cannot affect row a second time")
              .with(
                  SqlException.Field.HINT,
                  "Ensure that no rows proposed for insertion within the same command have"
                      + " duplicate constrained values.");
    }
    if (!inserts.isStillInTheWay()) {
      return false;
    }
    Object[] old = locking.current(other);
    Object[] both = new Object[old.length + proposed.length];
    System.arraycopy(old, 0, both, 0, old.length);
    System.arraycopy(proposed, 0, both, old.length, proposed.length);
    if (plan.where() != null && !plan.where().holds(run.frame().at(both))) {
      return true;
    }
    Object[] changed = plan.assignments().apply(old, run.frame().at(both));
    if (updates.changesKey(old, changed)) {
      locking.strengthen(other, RowLockMode.UPDATE);
    }
    updates.update(locking, old, changed);
    updates.flush();
    run.changed(changed);
    return true;
  }

  void finish() {
    if (updates != null) {
      updates.finish();
    }
  }
}
