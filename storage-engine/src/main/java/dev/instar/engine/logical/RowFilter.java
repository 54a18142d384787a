package dev.instar.engine.logical;

import dev.instar.engine.evaluation.Evaluator;
import dev.instar.engine.evaluation.Frame;
import java.util.List;

/** Conditions of which one must hold for a row to be published. Of one thread. */
final class RowFilter {
  private final List<Evaluator> conditions;
  private final Frame frame;

  /**
   * @param conditions over the table's row
   */
  RowFilter(List<Evaluator> conditions, Frame frame) {
    this.conditions = List.copyOf(conditions);
    this.frame = frame;
  }

  boolean matches(Object[] row) {
    frame.at(row);
    for (Evaluator condition : conditions) {
      if (condition.holds(frame)) {
        return true;
      }
    }
    return false;
  }
}
