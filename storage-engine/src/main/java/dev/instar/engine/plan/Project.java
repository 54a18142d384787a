package dev.instar.engine.plan;

import dev.instar.engine.evaluation.Evaluator;
import dev.instar.engine.evaluation.Execution;
import dev.instar.engine.evaluation.Frame;
import java.util.List;

/** Rows computed from rows. EXPLAIN does not show it, as PostgreSQL has it in the node below. */
final class Project extends PlanNode {
  private final PlanNode input;
  private final Evaluator[] targets;
  private final boolean keepsRow;

  /**
   * @param keepsRow whether the row itself stands in one more slot at the end, for who has to
   *     compute it again
   */
  Project(PlanNode input, Evaluator[] targets, boolean keepsRow) {
    super(input.estimate().withWidth(Math.max(4, targets.length * 8)), List.of(input));
    this.input = input;
    this.targets = targets;
    this.keepsRow = keepsRow;
  }

  PlanNode input() {
    return input;
  }

  @Override
  public Description description() {
    return input.description();
  }

  @Override
  protected RowSource run(Execution execution, Frame outer) {
    Frame frame = new Frame(execution, outer);
    return new Rows.Over(input.open(execution, outer)) {
      @Override
      public Object[] next() {
        Object[] row = input.next();
        if (row == null) {
          return null;
        }
        frame.at(row);
        Object[] projected = new Object[keepsRow ? targets.length + 1 : targets.length];
        for (int i = 0; i < targets.length; i++) {
          projected[i] = targets[i].evaluate(frame);
        }
        if (keepsRow) {
          projected[targets.length] = row;
        }
        return projected;
      }
    };
  }
}
