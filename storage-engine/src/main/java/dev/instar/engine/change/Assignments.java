package dev.instar.engine.change;

import dev.instar.engine.analysis.BoundStatement;
import dev.instar.engine.catalog.Table;
import dev.instar.engine.evaluation.Evaluator;
import dev.instar.engine.evaluation.Frame;
import dev.instar.engine.plan.Planning;
import java.util.List;

/** SET column = value, …. Immutable. */
final class Assignments {
  private final int[] slots;
  private final Evaluator[] values;
  private final boolean[] assigned;

  Assignments(Table table, List<BoundStatement.Assignment> assignments, Planning planning) {
    slots = assignments.stream().mapToInt(assignment -> assignment.column() - 1).toArray();
    values =
        assignments.stream()
            .map(assignment -> planning.evaluators().compile(assignment.value()))
            .toArray(Evaluator[]::new);
    assigned = new boolean[table.columns().size()];
    for (int slot : slots) {
      assigned[slot] = true;
    }
  }

  /** By column number - 1; nobody changes it. */
  boolean[] assigned() {
    return assigned;
  }

  /**
   * The row that comes of another.
   *
   * @param frame at what the values are computed from
   */
  Object[] apply(Object[] old, Frame frame) {
    Object[] row = old.clone();
    for (int i = 0; i < slots.length; i++) {
      row[slots[i]] = values[i].evaluate(frame);
    }
    return row;
  }
}
