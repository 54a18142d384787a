package dev.instar.engine.plan;

import dev.instar.engine.analysis.BoundQuery;
import dev.instar.engine.analysis.BoundSource.TableSource;
import dev.instar.engine.evaluation.Evaluator;
import dev.instar.engine.evaluation.Execution;
import dev.instar.engine.evaluation.Frame;
import dev.instar.engine.lock.RowLockMode;
import dev.instar.engine.lock.WaitPolicy;
import dev.instar.engine.sql.RowLock;
import dev.instar.engine.table.RowLocking;
import dev.instar.engine.table.StoredRow;
import java.util.Arrays;
import java.util.List;

/**
 * SELECT … FOR UPDATE and its kind: locks the rows that the result is made of. A row that somebody
 * has changed meanwhile is tested again as it is now, and its targets are computed again.
 */
final class LockRows extends PlanNode {
  private final PlanNode input;
  private final List<Lock> locks;
  private final Evaluator condition;
  private final Evaluator[] targets;

  /** Rows of one table. */
  record Lock(TableSource source, RowLockMode mode, WaitPolicy policy) {
    static Lock of(TableSource source, BoundQuery.Locking locking) {
      return new Lock(source, mode(locking.strength()), policy(locking.waiting()));
    }

    private static RowLockMode mode(RowLock.Strength strength) {
      return switch (strength) {
        case KEY_SHARE -> RowLockMode.KEY_SHARE;
        case SHARE -> RowLockMode.SHARE;
        case NO_KEY_UPDATE -> RowLockMode.NO_KEY_UPDATE;
        case UPDATE -> RowLockMode.UPDATE;
      };
    }

    private static WaitPolicy policy(RowLock.Wait waiting) {
      return switch (waiting) {
        case BLOCK -> WaitPolicy.WAIT;
        case SKIP -> WaitPolicy.SKIP_LOCKED;
        case ERROR -> WaitPolicy.NOWAIT;
      };
    }
  }

  /**
   * @param input rows of the targets, with the sources' row behind them
   * @param condition all that the sources' row has to fulfil; null for nothing
   */
  LockRows(PlanNode input, List<Lock> locks, Evaluator condition, Evaluator[] targets) {
    super(input.estimate().plus(0, input.estimate().rows() * Estimate.ROW_COST), List.of(input));
    this.input = input;
    this.locks = List.copyOf(locks);
    this.condition = condition;
    this.targets = targets;
  }

  @Override
  public Description description() {
    return Description.of("LockRows");
  }

  @Override
  protected RowSource run(Execution execution, Frame outer) {
    Frame frame = new Frame(execution, outer);
    RowLocking[] locking = new RowLocking[locks.size()];
    for (int i = 0; i < locking.length; i++) {
      locking[i] = RowLocking.ofQuery(execution.context(), locks.get(i).source().table());
    }
    return new Rows.Over(input.open(execution, outer)) {
      @Override
      public Object[] next() {
        Object[] row;
        while ((row = input.next()) != null) {
          Object[] locked = lock(row, locking, frame);
          if (locked != null) {
            return locked;
          }
        }
        return null;
      }
    };
  }

  /** Null if the row is none of the result's any more, or is passed over. */
  private Object[] lock(Object[] projected, RowLocking[] locking, Frame frame) {
    Object[] row = (Object[]) projected[targets.length];
    boolean changed = false;
    for (int i = 0; i < locking.length; i++) {
      Lock lock = locks.get(i);
      int offset = lock.source().offset();
      int identity = offset + lock.source().width() - 1;
      StoredRow seen = (StoredRow) row[identity];
      if (seen == null) {
        continue; // The side of an outer join that has no row.
      }
      switch (locking[i].lock(seen, lock.mode(), lock.policy())) {
        case SAME -> {}
        case CHANGED -> {
          Object[] current = locking[i].current(seen.row());
          row = changed ? row : row.clone();
          changed = true;
          System.arraycopy(current, 0, row, offset, lock.source().width());
        }
        case GONE, CHANGED_BY_SELF, SKIPPED -> {
          return null;
        }
      }
    }
    if (!changed) {
      return Arrays.copyOf(projected, targets.length);
    }
    frame.at(row);
    if (condition != null && !condition.holds(frame)) {
      return null;
    }
    Object[] again = new Object[targets.length];
    for (int i = 0; i < again.length; i++) {
      again[i] = targets[i].evaluate(frame);
    }
    return again;
  }
}
