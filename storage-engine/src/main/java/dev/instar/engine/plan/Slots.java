package dev.instar.engine.plan;

import dev.instar.engine.analysis.BoundExpression;
import dev.instar.engine.analysis.BoundSource;
import dev.instar.engine.function.Function.Volatility;
import java.util.BitSet;

/** Which slots of a row expressions read, in their subqueries too. Stateless. */
final class Slots {
  private Slots() {}

  /** Of the row that the expression itself is over. */
  static BitSet of(BoundExpression expression) {
    BitSet slots = new BitSet();
    Parts.walk(expression, 0, (part, depth) -> add(part, depth, slots));
    return slots;
  }

  /** Of the row around it that a lateral source reads. */
  static BitSet around(BoundSource source) {
    BitSet slots = new BitSet();
    Parts.walk(source, 0, (part, depth) -> add(part, depth, slots));
    return slots;
  }

  private static void add(BoundExpression part, int depth, BitSet slots) {
    switch (part) {
      case BoundExpression.Slot slot when depth == 0 -> slots.set(slot.index());
      case BoundExpression.Outer outer when depth > 0 && outer.levels() == depth ->
          slots.set(outer.index());
      case BoundExpression.SystemColumn column when column.levels() == depth ->
          slots.set(column.slot());
      default -> {}
    }
  }

  /** Those that a source fills. */
  static BitSet filled(BoundSource source) {
    BitSet slots = new BitSet();
    if (source instanceof BoundSource.JoinSource join) {
      slots.or(filled(join.left()));
      slots.or(filled(join.right()));
    } else {
      slots.set(source.offset(), source.offset() + source.width());
    }
    return slots;
  }

  static boolean within(BitSet slots, BitSet available) {
    BitSet missing = (BitSet) slots.clone();
    missing.andNot(available);
    return missing.isEmpty();
  }

  /** Whether it has to be evaluated exactly as often as it is written. */
  static boolean isVolatile(BoundExpression expression) {
    boolean[] found = {false};
    Parts.walk(
        expression,
        0,
        (part, depth) -> {
          if (part instanceof BoundExpression.Call call
              && call.function().function().volatility() == Volatility.VOLATILE) {
            found[0] = true;
          }
        });
    return found[0];
  }

  static boolean hasSubquery(BoundExpression expression) {
    boolean[] found = {false};
    Parts.walk(
        expression, 0, (part, depth) -> found[0] |= part instanceof BoundExpression.Subquery);
    return found[0];
  }
}
