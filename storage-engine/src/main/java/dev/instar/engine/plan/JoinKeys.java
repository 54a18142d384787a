package dev.instar.engine.plan;

import dev.instar.engine.evaluation.Evaluator;
import dev.instar.engine.evaluation.Frame;
import dev.instar.engine.evaluation.HashedKeys;
import dev.instar.engine.function.SessionFunctions;
import java.util.List;

/** The two sides of the equalities that a hash join is made by. Immutable. */
final class JoinKeys {
  /** One equality. {@code swapped}: its left operand is over the right side's rows. */
  record Pair(Evaluator left, Evaluator right, HashedKeys keys, boolean swapped) {}

  private final Pair[] pairs;

  JoinKeys(List<Pair> pairs) {
    this.pairs = pairs.toArray(new Pair[0]);
  }

  /** The key of a row of the left side; null if any part is NULL, which nothing is equal to. */
  Object ofLeft(Frame frame) {
    return key(frame, true);
  }

  Object ofRight(Frame frame) {
    return key(frame, false);
  }

  private Object key(Frame frame, boolean left) {
    if (pairs.length == 1) {
      return part(pairs[0], frame, left);
    }
    Object[] values = new Object[pairs.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = part(pairs[i], frame, left);
      if (values[i] == null) {
        return null;
      }
    }
    return new RowKey(values);
  }

  private static Object part(Pair pair, Frame frame, boolean left) {
    Object value = (left ? pair.left() : pair.right()).evaluate(frame);
    SessionFunctions session = frame.context().functions();
    return left == pair.swapped()
        ? pair.keys().right(value, session)
        : pair.keys().left(value, session);
  }
}
