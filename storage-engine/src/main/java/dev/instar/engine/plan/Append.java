package dev.instar.engine.plan;

import dev.instar.engine.evaluation.Execution;
import dev.instar.engine.evaluation.Frame;
import java.util.List;

/** UNION ALL: the rows of one input after those of another. */
final class Append extends PlanNode {
  private final List<PlanNode> inputs;

  Append(List<PlanNode> inputs) {
    super(estimate(inputs), inputs);
    this.inputs = List.copyOf(inputs);
  }

  private static Estimate estimate(List<PlanNode> inputs) {
    double total = 0;
    double rows = 0;
    for (PlanNode input : inputs) {
      total += input.estimate().total();
      rows += input.estimate().rows();
    }
    return new Estimate(
        inputs.getFirst().estimate().startup(), total, rows, inputs.getFirst().estimate().width());
  }

  @Override
  public Description description() {
    return Description.of("Append");
  }

  @Override
  protected RowSource run(Execution execution, Frame outer) {
    return new RowSource() {
      private int next;
      private RowSource current = Rows.EMPTY;

      @Override
      public Object[] next() {
        while (true) {
          Object[] row = current.next();
          if (row != null) {
            return row;
          }
          current.close();
          current = Rows.EMPTY;
          if (next == inputs.size()) {
            return null;
          }
          current = inputs.get(next++).open(execution, outer);
        }
      }

      @Override
      public void close() {
        current.close();
      }
    };
  }
}
