package dev.instar.engine.plan;

import dev.instar.engine.analysis.BoundExpression;
import dev.instar.engine.evaluation.BinaryOperation;
import dev.instar.engine.evaluation.Comparison;
import dev.instar.engine.evaluation.Evaluator;
import dev.instar.engine.evaluation.Evaluators;
import dev.instar.engine.evaluation.ValueOrder;
import dev.instar.engine.function.Cast;
import dev.instar.engine.function.Collation;
import dev.instar.engine.function.Resolved;
import dev.instar.engine.type.DataType;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** One key of an index, and which conditions say something about it. Of one thread. */
record KeyCondition(
    BoundExpression expression, DataType type, Collation collation, Evaluators evaluators) {
  /** Types whose values become text without a change. */
  private static final Set<String> LIKE_TEXT = Set.of("varchar", "name");

  private static final int UNKNOWN_ELEMENTS = 10;

  /**
   * What a condition says about the key: that it has certain values, or a bound.
   *
   * @param key null for a bound
   * @param end null for values
   * @param probes how many values there are, or may be
   */
  record Match(
      BoundExpression condition, IndexKeys.Key key, IndexKeys.End end, boolean isLow, int probes) {}

  /** The condition with the key on the left, as EXPLAIN has it. */
  String text(BoundExpression condition, ExpressionText text) {
    boolean exchanged =
        condition instanceof BoundExpression.Call call
            && call.arguments().size() == 2
            && conversion(call.arguments().get(0), call.function(), 0) == null
            && conversion(call.arguments().get(1), call.function(), 1) != null;
    return exchanged ? text.exchanged((BoundExpression.Call) condition) : text.of(condition);
  }

  boolean isSlot(int slot) {
    return expression instanceof BoundExpression.Slot own && own.index() == slot;
  }

  static boolean sameOrder(Collation a, Collation b) {
    return a == b || (isCodePoints(a) && isCodePoints(b));
  }

  private static boolean isCodePoints(Collation collation) {
    return collation == null || collation == Collation.C || collation == Collation.DEFAULT;
  }

  /** Null if it says nothing that the index could answer. */
  Match match(BoundExpression condition, BitSet around) {
    return switch (condition) {
      case BoundExpression.Call call -> comparison(call, around);
      case BoundExpression.InList in when !in.negated() -> in(in, around);
      case BoundExpression.Quantified any when !any.all() -> any(any, around);
      case BoundExpression.Is is
          when is.test() == BoundExpression.Is.Test.NULL
              && !is.negated()
              && Sameness.same(is.operand(), expression) ->
          new Match(is, new IndexKeys.Key.Null(), null, false, 1);
      case BoundExpression.Slot slot when Sameness.same(slot, expression) -> bool(slot, true);
      case BoundExpression.Not not when Sameness.same(not.operand(), expression) ->
          bool(not, false);
      default -> null;
    };
  }

  private Match bool(BoundExpression condition, boolean value) {
    return new Match(
        condition, new IndexKeys.Key.One(frame -> value, KeyConversion.NONE), null, false, 1);
  }

  private Match comparison(BoundExpression.Call call, BitSet around) {
    Optional<Comparison> test = Comparison.of(call.function());
    if (test.isEmpty() || call.arguments().size() != 2 || test.get() == Comparison.UNEQUAL) {
      return null;
    }
    for (int side = 0; side < 2; side++) {
      KeyConversion conversion = conversion(call.arguments().get(side), call.function(), side);
      BoundExpression value = call.arguments().get(1 - side);
      if (conversion == null || !isKnown(value, around)) {
        continue;
      }
      Comparison comparison = side == 0 ? test.get() : test.get().mirrored();
      boolean text = type.category() == 'S';
      if (comparison != Comparison.EQUAL && text && !sameOrder(collation, call.collation())) {
        return null;
      }
      Evaluator evaluator = evaluators.converted(value, call.function().casts().get(1 - side));
      return switch (comparison) {
        case EQUAL -> new Match(call, new IndexKeys.Key.One(evaluator, conversion), null, false, 1);
        case GREATER -> bound(call, evaluator, conversion, true, false);
        case AT_LEAST -> bound(call, evaluator, conversion, true, true);
        case LESS -> bound(call, evaluator, conversion, false, false);
        case AT_MOST -> bound(call, evaluator, conversion, false, true);
        case UNEQUAL -> null;
      };
    }
    return null;
  }

  /** A whole number of another size may be beyond all keys; what that makes of it is for a test. */
  private static Match bound(
      BoundExpression condition,
      Evaluator value,
      KeyConversion conversion,
      boolean low,
      boolean inclusive) {
    return new Match(condition, null, new IndexKeys.End(value, conversion, inclusive), low, 1);
  }

  private Match in(BoundExpression.InList in, BitSet around) {
    KeyConversion conversion = conversion(in.operand(), in.equality(), 0);
    if (conversion == null || !in.values().stream().allMatch(v -> isKnown(v, around))) {
      return null;
    }
    Cast cast = in.equality().casts().get(1);
    Evaluator[] values =
        in.values().stream().map(v -> evaluators.converted(v, cast)).toArray(Evaluator[]::new);
    // The number of keys is what tells them from a single value, also where there is one only.
    return new Match(
        in,
        new IndexKeys.Key.AnyOf(values, conversion, ValueOrder.of(type, collation)),
        null,
        false,
        Math.max(2, values.length));
  }

  private Match any(BoundExpression.Quantified any, BitSet around) {
    if (Comparison.of(any.operator()).orElse(null) != Comparison.EQUAL) {
      return null;
    }
    KeyConversion conversion = conversion(any.left(), any.operator(), 0);
    if (conversion == null
        || !any.operator().casts().get(1).isIdentity()
        || !isKnown(any.array(), around)) {
      return null;
    }
    return new Match(
        any,
        new IndexKeys.Key.Any(
            evaluators.compile(any.array()), conversion, ValueOrder.of(type, collation)),
        null,
        false,
        UNKNOWN_ELEMENTS);
  }

  private static boolean isKnown(BoundExpression value, BitSet around) {
    return Slots.within(Slots.of(value), around) && !Slots.isVolatile(value);
  }

  /** How values of the other side become keys; null if the operand is not this key. */
  private KeyConversion conversion(BoundExpression operand, Resolved function, int side) {
    BoundExpression bare = operand;
    DataType taken = function.argumentTypes().get(side);
    Cast cast = function.casts().get(side);
    if (bare instanceof BoundExpression.Collate collate) {
      bare = collate.operand();
    }
    if (bare instanceof BoundExpression.Convert convert
        && convert.modifier() < 0
        && keepsValue(convert.cast())) {
      bare = convert.operand();
    }
    if (!keepsValue(cast) || !Sameness.same(bare, expression)) {
      return null;
    }
    List<DataType> types = function.argumentTypes();
    if (function.function().implementation().startsWith("compare_numbers.")) {
      boolean whole =
          BinaryOperation.WHOLE.contains(types.get(0).name())
              && BinaryOperation.WHOLE.contains(types.get(1).name())
              && type.name().startsWith("int");
      return whole ? KeyConversion.to(type) : null;
    }
    boolean same =
        taken.oid() == type.oid()
            || (taken.name().equals("text") && LIKE_TEXT.contains(type.name()));
    return same && function.function().implementation().startsWith("compare.")
        ? KeyConversion.NONE
        : null;
  }

  private static boolean keepsValue(Cast cast) {
    return cast.isIdentity()
        || (cast.target().name().equals("text") && LIKE_TEXT.contains(cast.source().name()));
  }
}
