package dev.instar.engine.plan;

import dev.instar.engine.evaluation.Execution;
import dev.instar.engine.evaluation.Frame;
import java.util.Arrays;
import java.util.List;

/** Rows without what only their order was for. Not shown by EXPLAIN. */
final class Trim extends PlanNode {
  private final PlanNode input;
  private final int width;

  Trim(PlanNode input, int width) {
    super(input.estimate(), List.of(input));
    this.input = input;
    this.width = width;
  }

  @Override
  public Description description() {
    return input.description();
  }

  @Override
  protected RowSource run(Execution execution, Frame outer) {
    return new Rows.Over(input.open(execution, outer)) {
      @Override
      public Object[] next() {
        Object[] row = input.next();
        return row == null ? null : Arrays.copyOf(row, width);
      }
    };
  }
}
