package dev.instar.engine.plan;

import dev.instar.engine.evaluation.Execution;
import dev.instar.engine.evaluation.Frame;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A WITH query that names itself. The rows of the first input are the first work table; the second
 * input is run over the work table, and what it gives is the next one, until that is empty. Rows go
 * out as they come, so that a recursion without an end can be cut by who reads it.
 */
final class RecursiveUnion extends PlanNode {
  /** PostgreSQL's guess of how often the second input is run. */
  private static final double ROUNDS = 10;

  private final PlanNode first;
  private final PlanNode step;
  private final int state;
  private final Optional<Distinct.SlotKeys> keys;

  /**
   * @param state under which a run keeps the work table
   * @param keys what rows are compared by, of which only the first counts; empty for UNION ALL
   */
  RecursiveUnion(PlanNode first, PlanNode step, int state, Optional<Distinct.SlotKeys> keys) {
    super(estimate(first.estimate(), step.estimate()), List.of(first, step));
    this.first = first;
    this.step = step;
    this.state = state;
    this.keys = keys;
  }

  private static Estimate estimate(Estimate first, Estimate step) {
    return new Estimate(
        first.startup(),
        first.total() + ROUNDS * step.total(),
        first.rows() + ROUNDS * step.rows(),
        Math.max(first.width(), step.width()));
  }

  @Override
  public Description description() {
    return Description.of("Recursive Union");
  }

  @Override
  protected RowSource run(Execution execution, Frame outer) {
    return new Rounds(execution, outer);
  }

  private final class Rounds implements RowSource {
    private final Execution execution;
    private final Frame outer;
    private final Set<Object> seen = new HashSet<>();
    private final MemoryBound memory = new MemoryBound();
    private RowSource current;
    private WorkTable next = new WorkTable();

    Rounds(Execution execution, Frame outer) {
      this.execution = execution;
      this.outer = outer;
      this.current = first.open(execution, outer);
    }

    @Override
    public Object[] next() {
      while (true) {
        Object[] row = current.next();
        if (row == null) {
          if (next.isEmpty()) {
            return null;
          }
          begin();
        } else if (isNew(row)) {
          next.add(row);
          return row;
        }
      }
    }

    private boolean isNew(Object[] row) {
      if (keys.isEmpty()) {
        return true;
      }
      boolean added = seen.add(keys.get().of(row));
      if (added) {
        memory.keep(row);
      }
      return added;
    }

    private void begin() {
      execution.context().checkInterrupts();
      current.close();
      current = Rows.EMPTY;
      execution.remember(state, next);
      next = new WorkTable();
      current = step.open(execution, outer);
    }

    @Override
    public void close() {
      current.close();
      current = Rows.EMPTY;
      next = new WorkTable();
    }
  }
}
