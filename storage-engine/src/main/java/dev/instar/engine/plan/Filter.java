package dev.instar.engine.plan;

import dev.instar.engine.evaluation.Evaluator;
import dev.instar.engine.evaluation.Execution;
import dev.instar.engine.evaluation.Frame;
import java.util.List;

/** Rows that fulfil a condition. */
final class Filter extends PlanNode {
  /** Rows thrown away between two looks at whether the statement was cancelled. */
  private static final int ROWS_PER_CHECK = 1024;

  private final PlanNode input;
  private final Evaluator condition;
  private final String text;

  Filter(Estimate estimate, PlanNode input, Evaluator condition, String text) {
    super(estimate, List.of(input));
    this.input = input;
    this.condition = condition;
    this.text = text;
  }

  @Override
  public Description description() {
    return Description.of("Result").detail("Filter", text);
  }

  @Override
  protected RowSource run(Execution execution, Frame outer) {
    return new Filtered(input.open(execution, outer), condition, new Frame(execution, outer));
  }

  /** Rows of another source that fulfil a condition. */
  static final class Filtered extends Rows.Over {
    private final Evaluator condition;
    private final Frame frame;
    private int skipped;

    Filtered(RowSource input, Evaluator condition, Frame frame) {
      super(input);
      this.condition = condition;
      this.frame = frame;
    }

    @Override
    public Object[] next() {
      Object[] row;
      while ((row = input.next()) != null) {
        if (condition.holds(frame.at(row))) {
          return row;
        }
        if (++skipped % ROWS_PER_CHECK == 0) {
          frame.context().checkInterrupts();
        }
      }
      return null;
    }
  }
}
