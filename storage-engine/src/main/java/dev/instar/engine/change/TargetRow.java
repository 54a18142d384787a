package dev.instar.engine.change;

import dev.instar.engine.analysis.BoundSource;
import dev.instar.engine.evaluation.Evaluator;
import dev.instar.engine.evaluation.Frame;
import dev.instar.engine.lock.RowLockMode;
import dev.instar.engine.lock.RowSet;
import dev.instar.engine.lock.WaitPolicy;
import dev.instar.engine.statement.StatementContext;
import dev.instar.engine.table.RowLocking;
import dev.instar.engine.table.StoredRow;

/**
 * The row that an UPDATE or DELETE changes, in a row of joined tables: locks it, and looks again if
 * it is not what was seen. One thread.
 */
final class TargetRow {
  private final int offset;
  private final int identitySlot;
  private final Evaluator where;
  private final Frame frame;
  private final RowLocking locking;

  /** Rows that were met: a join may give one several times, and the first time counts. */
  private final RowSet met = new RowSet();

  private Object[] joined;

  /**
   * @param where null for none
   */
  TargetRow(
      StatementContext context, BoundSource.TableSource target, Evaluator where, Frame frame) {
    offset = target.offset();
    identitySlot = offset + target.width() - 1;
    this.where = where;
    this.frame = frame;
    locking = RowLocking.of(context, target.table());
  }

  /**
   * Locks the target of a joined row.
   *
   * @return whether it is to be changed
   */
  boolean lock(Object[] row, RowLockMode mode) {
    StoredRow seen = (StoredRow) row[identitySlot];
    if (seen == null || !met.add(seen.row())) {
      return false;
    }
    joined = row;
    return switch (locking.lock(seen, mode, WaitPolicy.WAIT)) {
      case SAME -> true;
      case CHANGED -> {
        joined = with(current());
        yield where == null || where.holds(frame.at(joined));
      }
      case GONE, CHANGED_BY_SELF, SKIPPED -> false;
    };
  }

  RowLocking locking() {
    return locking;
  }

  /** All columns of the target as it is now. */
  Object[] current() {
    return locking.current(id());
  }

  /** The number of the target's row. */
  long id() {
    return ((StoredRow) joined[identitySlot]).row();
  }

  /** The joined row, with the target as it is now. */
  Object[] joined() {
    return joined;
  }

  /** The joined row with another in the target's place. */
  Object[] with(Object[] target) {
    Object[] row = joined.clone();
    System.arraycopy(target, 0, row, offset, target.length);
    return row;
  }
}
