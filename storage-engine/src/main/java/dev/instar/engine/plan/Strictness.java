package dev.instar.engine.plan;

import dev.instar.engine.analysis.BoundExpression;
import dev.instar.engine.plan.Conjuncts.Conjunct;
import java.util.BitSet;
import java.util.List;

/** Which conditions cannot hold where all of some slots are NULL. Stateless. */
final class Strictness {
  private Strictness() {}

  /** Whether some condition is false or NULL of every row where these slots are all NULL. */
  static boolean rejectsNulls(List<Conjunct> conditions, BitSet slots) {
    for (Conjunct conjunct : conditions) {
      if (conjunct.slots().intersects(slots) && rejects(conjunct.condition(), slots)) {
        return true;
      }
    }
    return false;
  }

  private static boolean rejects(BoundExpression condition, BitSet slots) {
    return switch (condition) {
      case BoundExpression.Call call ->
          call.function().function().strict()
              && call.arguments().stream().anyMatch(a -> isNull(a, slots));
      case BoundExpression.InList in -> isNull(in.operand(), slots) && !in.values().isEmpty();
      case BoundExpression.Quantified any -> !any.all() && isNull(any.left(), slots);
      case BoundExpression.RowCompare rows -> rejects(rows.tests().getFirst(), slots);
      case BoundExpression.Is is ->
          is.negated() && is.test() == BoundExpression.Is.Test.NULL && isNull(is.operand(), slots);
      case BoundExpression.Slot slot -> slots.get(slot.index());
      case BoundExpression.Or or -> or.operands().stream().allMatch(o -> rejects(o, slots));
      case BoundExpression.And and -> and.operands().stream().anyMatch(o -> rejects(o, slots));
      default -> false;
    };
  }

  private static boolean isNull(BoundExpression expression, BitSet slots) {
    return switch (expression) {
      case BoundExpression.Slot slot -> slots.get(slot.index());
      case BoundExpression.Convert convert -> isNull(convert.operand(), slots);
      case BoundExpression.Collate collate -> isNull(collate.operand(), slots);
      case BoundExpression.Call call ->
          call.function().function().strict()
              && call.arguments().stream().anyMatch(a -> isNull(a, slots));
      default -> false;
    };
  }
}
