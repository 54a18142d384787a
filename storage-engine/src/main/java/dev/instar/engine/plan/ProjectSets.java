package dev.instar.engine.plan;

import dev.instar.engine.evaluation.Evaluator;
import dev.instar.engine.evaluation.Execution;
import dev.instar.engine.evaluation.Frame;
import dev.instar.engine.type.DataType;
import dev.instar.engine.type.RowValue;
import java.util.Iterator;
import java.util.List;

/**
 * Rows computed from rows, where some targets are sets: as many rows as the longest set has, NULL
 * where another one has ended.
 */
final class ProjectSets extends PlanNode {
  private final PlanNode input;
  private final Evaluator[] targets;
  private final boolean[] sets;
  private final List<List<DataType>> columns;

  /**
   * @param size how many rows are made of one
   * @param sets which targets give iterators
   * @param columns for each target the types of a set of several columns; empty for one
   */
  ProjectSets(
      PlanNode input,
      double size,
      Evaluator[] targets,
      boolean[] sets,
      List<List<DataType>> columns) {
    super(input.estimate().withRows(input.estimate().rows() * size), List.of(input));
    this.input = input;
    this.targets = targets;
    this.sets = sets;
    this.columns = columns;
  }

  @Override
  public Description description() {
    return Description.of("ProjectSet");
  }

  @Override
  protected RowSource run(Execution execution, Frame outer) {
    Frame frame = new Frame(execution, outer);
    return new Rows.Over(input.open(execution, outer)) {
      private Object[] current;
      private long count;

      @Override
      public Object[] next() {
        while (true) {
          if (current != null) {
            Object[] row = step(current);
            if (row != null) {
              if ((++count & 1023) == 0) {
                execution.context().checkInterrupts();
              }
              return row;
            }
          }
          Object[] row = input.next();
          if (row == null) {
            current = null;
            return null;
          }
          frame.at(row);
          current = new Object[targets.length];
          for (int i = 0; i < targets.length; i++) {
            current[i] = targets[i].evaluate(frame);
          }
        }
      }
    };
  }

  /** The next row of one row's sets; null if all have ended. */
  private Object[] step(Object[] values) {
    Object[] row = values.clone();
    boolean any = false;
    for (int i = 0; i < row.length; i++) {
      if (sets[i]) {
        Iterator<?> set = (Iterator<?>) values[i];
        boolean more = set != null && set.hasNext();
        any |= more;
        row[i] = more ? value(set.next(), i) : null;
      }
    }
    return any ? row : null;
  }

  private Object value(Object element, int target) {
    return element instanceof Object[] several
        ? new RowValue(columns.get(target), several)
        : element;
  }
}
