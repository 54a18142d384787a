package dev.instar.engine.evaluation;

import dev.instar.engine.analysis.BoundExpression.InList;
import dev.instar.engine.analysis.BoundExpression.Quantified;
import dev.instar.engine.function.SessionFunctions;
import dev.instar.engine.type.ArrayValue;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** IN with a list, and ANY and ALL with an array: long ones are hashed. Stateless. */
final class Memberships {
  /** Below this, comparing one by one is as quick. */
  private static final int WORTH_HASHING = 9;

  private Memberships() {}

  /** What was made of a list or an array; {@code source} tells whether it is still the same. */
  private record Hashed(Object source, Set<Object> keys, boolean hasNull) {}

  static Evaluator in(InList in, Evaluators evaluators) {
    Evaluator operand = evaluators.compile(in.operand());
    Evaluator[] values = evaluators.array(in.values());
    boolean constant = in.values().stream().allMatch(Constants::isConstant);
    Optional<HashedKeys> keys = HashedKeys.of(in.equality(), in.collation());
    if (constant && keys.isPresent() && values.length >= WORTH_HASHING) {
      return hashed(operand, values, keys.get(), in.negated());
    }
    Operation equality = new Operation(in.equality(), in.collation());
    boolean negated = in.negated();
    return frame -> {
      Object value = operand.evaluate(frame);
      Object found = negated;
      for (Evaluator candidate : values) {
        Object same = equality.apply(value, candidate.evaluate(frame), frame);
        if (same == null) {
          found = null;
        } else if ((Boolean) same) {
          return !negated;
        }
      }
      return found;
    };
  }

  private static Evaluator hashed(
      Evaluator operand, Evaluator[] values, HashedKeys keys, boolean negated) {
    Evaluator set =
        new Once(
            frame -> {
              Object[] all = new Object[values.length];
              for (int i = 0; i < all.length; i++) {
                all[i] = values[i].evaluate(frame);
              }
              return hash(null, Arrays.asList(all), keys, frame.context().functions());
            });
    return frame -> {
      Object key = keys.left(operand.evaluate(frame), frame.context().functions());
      if (key == null) {
        return null;
      }
      Hashed hashed = (Hashed) set.evaluate(frame);
      if (hashed.keys().contains(key)) {
        return !negated;
      }
      return hashed.hasNull() ? null : (Object) negated;
    };
  }

  private static Hashed hash(
      Object source, List<Object> values, HashedKeys keys, SessionFunctions session) {
    Set<Object> set = HashSet.newHashSet(values.size());
    boolean hasNull = false;
    for (Object value : values) {
      Object key = keys.right(value, session);
      hasNull |= key == null;
      if (key != null) {
        set.add(key);
      }
    }
    return new Hashed(source, set, hasNull);
  }

  static Evaluator quantified(Quantified quantified, Evaluators evaluators) {
    Evaluator operand = evaluators.compile(quantified.left());
    Evaluator array = evaluators.compile(quantified.array());
    Operation operation = new Operation(quantified.operator(), quantified.collation());
    Optional<HashedKeys> keys =
        quantified.all()
            ? Optional.empty()
            : HashedKeys.of(quantified.operator(), quantified.collation());
    Evaluator oneByOne = oneByOne(operand, array, operation, quantified.all());
    return keys.isPresent() ? new HashedAny(operand, array, keys.get(), oneByOne) : oneByOne;
  }

  private static Evaluator oneByOne(
      Evaluator operand, Evaluator array, Operation operation, boolean all) {
    return frame -> {
      ArrayValue values = (ArrayValue) array.evaluate(frame);
      if (values == null) {
        return null;
      }
      Object value = operand.evaluate(frame);
      Object result = all;
      for (int i = 0; i < values.size(); i++) {
        Object holds = operation.apply(value, values.element(i), frame);
        if (holds == null) {
          result = null;
        } else if ((Boolean) holds != all) {
          return !all;
        }
      }
      return result;
    };
  }

  /** {@code = ANY} of an array that is the same in many rows. Thread-safe. */
  private static final class HashedAny implements Evaluator {
    private final Evaluator operand;
    private final Evaluator array;
    private final HashedKeys keys;
    private final Evaluator oneByOne;
    private volatile Hashed last;

    HashedAny(Evaluator operand, Evaluator array, HashedKeys keys, Evaluator oneByOne) {
      this.operand = operand;
      this.array = array;
      this.keys = keys;
      this.oneByOne = oneByOne;
    }

    @Override
    @SuppressWarnings("ReferenceEquality") // the very same array: nothing has to be hashed again
    public Object evaluate(Frame frame) {
      ArrayValue values = (ArrayValue) array.evaluate(frame);
      if (values == null) {
        return null;
      }
      if (values.size() < WORTH_HASHING) {
        return oneByOne.evaluate(frame);
      }
      SessionFunctions session = frame.context().functions();
      Hashed hashed = last;
      if (hashed == null || hashed.source() != values) {
        hashed = hash(values, values.elements(), keys, session);
        last = hashed;
      }
      Object key = keys.left(operand.evaluate(frame), session);
      return key == null
          ? null
          : hashed.keys().contains(key) ? (Object) true : hashed.hasNull() ? null : (Object) false;
    }
  }
}
