package dev.instar.engine.plan;

import dev.instar.engine.evaluation.Evaluator;
import dev.instar.engine.evaluation.Execution;
import dev.instar.engine.evaluation.Frame;
import java.util.List;

/** VALUES; and a SELECT without FROM, which has one row without slots. */
final class Values extends PlanNode {
  private final List<Evaluator[]> rows;
  private final boolean result;

  Values(List<Evaluator[]> rows) {
    this(rows, false);
  }

  private Values(List<Evaluator[]> rows, boolean result) {
    super(
        new Estimate(0, rows.size() * (result ? Estimate.ROW_COST : 0.0125), rows.size(), 4),
        List.of());
    this.rows = List.copyOf(rows);
    this.result = result;
  }

  static Values oneRow() {
    return new Values(List.of(new Evaluator[][] {new Evaluator[0]}), true);
  }

  @Override
  public Description description() {
    return result || rows.size() == 1
        ? Description.of("Result")
        : new Description("Values Scan on \"*VALUES*\"", "Values Scan", List.of(), List.of())
            .fact("Alias", "*VALUES*");
  }

  @Override
  protected RowSource run(Execution execution, Frame outer) {
    Frame frame = new Frame(execution, outer);
    return new RowSource() {
      private int next;

      @Override
      public Object[] next() {
        if (next == rows.size()) {
          return null;
        }
        Evaluator[] row = rows.get(next++);
        Object[] values = new Object[row.length];
        for (int i = 0; i < values.length; i++) {
          values[i] = row[i].evaluate(frame);
        }
        return values;
      }

      @Override
      public void close() {
        // Nothing is held.
      }
    };
  }
}
