package dev.instar.engine.plan;

import dev.instar.engine.evaluation.Evaluator;
import dev.instar.engine.evaluation.Execution;
import dev.instar.engine.evaluation.Frame;
import dev.instar.engine.type.DataType;
import java.util.List;
import java.util.Optional;

/** Rows in an order: all of them, or the first ones. Equal ones stay as they came. */
final class Sort extends PlanNode {
  /** So many first ones are kept in a heap; more are sorted with all the rest. */
  private static final long MOST_FIRST_ROWS = 10_000;

  private final PlanNode input;
  private final RowOrder order;
  private final List<DataType> types;
  private final List<String> text;
  private final Optional<Evaluator> count;

  /**
   * @param types of all slots, for rows that have to be put aside on disk; empty if some cannot be
   * @param count evaluates to how many first rows are wanted, a Long; null for all
   */
  Sort(
      PlanNode input,
      RowOrder order,
      List<DataType> types,
      List<String> text,
      Optional<Evaluator> count) {
    super(estimate(input.estimate()), List.of(input));
    this.input = input;
    this.order = order;
    this.types = List.copyOf(types);
    this.text = List.copyOf(text);
    this.count = count;
  }

  private static Estimate estimate(Estimate input) {
    double rows = Math.max(2, input.rows());
    double sorting = 2 * Estimate.OPERATOR_COST * rows * Math.log(rows) / Math.log(2);
    return new Estimate(
        input.total() + sorting,
        input.total() + sorting + Estimate.OPERATOR_COST * rows,
        input.rows(),
        input.width());
  }

  @Override
  public Description description() {
    return Description.of("Sort").detail("Sort Key", text);
  }

  @Override
  protected RowSource run(Execution execution, Frame outer) {
    return new RowSource() {
      private RowSource sorted;

      @Override
      public Object[] next() {
        if (sorted == null) {
          sorted = sort(execution, outer);
        }
        return sorted.next();
      }

      @Override
      public void close() {
        if (sorted != null) {
          sorted.close();
        }
      }
    };
  }

  private RowSource sort(Execution execution, Frame outer) {
    Long wanted = count.map(c -> (Long) c.evaluate(new Frame(execution, outer))).orElse(null);
    try (RowSource source = input.open(execution, outer)) {
      if (wanted != null && wanted <= MOST_FIRST_ROWS) {
        return FirstRows.of(source, order, wanted.intValue(), execution.context());
      }
      return new SortedRows(order, types).sort(source, execution.context());
    }
  }
}
