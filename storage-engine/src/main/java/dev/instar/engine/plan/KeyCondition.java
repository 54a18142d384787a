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
import java.util.function.Supplier;

/** One key of an index, and which conditions say something about it. Of one thread. */
record KeyCondition(
    BoundExpression expression, DataType type, Collation collation, Evaluators evaluators) {
  /** Types whose values become text without a change. */
  private static final Set<String> LIKE_TEXT = Set.of("varchar", "name");

  /**
   * What a condition says about the key, or of several from this one on: that they have certain
   * values, or of one a bound.
   *
   * @param keys how many keys
   * @param key made when the index is chosen; null for a bound
   * @param end null for values
   * @param exact whether all that are found so fulfil the condition
   * @param probes how many values there are, or may be
   */
  record Match(
      BoundExpression condition,
      int keys,
      Supplier<IndexKeys.Key> key,
      IndexKeys.End end,
      boolean isLow,
      boolean exact,
      double probes) {
    static Match one(BoundExpression condition, double probes, Supplier<IndexKeys.Key> key) {
      return several(condition, 1, probes, key);
    }

    static Match several(
        BoundExpression condition, int keys, double probes, Supplier<IndexKeys.Key> key) {
      return new Match(condition, keys, key, null, false, true, probes);
    }

    /** A bound of as many keys as it has values. */
    static Match bound(BoundExpression condition, IndexKeys.End end, boolean isLow, boolean exact) {
      return new Match(condition, end.values().size(), null, end, isLow, exact, 1);
    }
  }

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

  /** Whether the key's order is that of a collation; of what is no text it always is. */
  boolean isOrderedBy(Collation other) {
    return !Collation.isCollatable(type) || collation.ordersAs(other);
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
          Match.one(is, 1, IndexKeys.Key.Null::new);
      case BoundExpression.Slot slot when Sameness.same(slot, expression) -> bool(slot, true);
      case BoundExpression.Not not when Sameness.same(not.operand(), expression) ->
          bool(not, false);
      default -> null;
    };
  }

  private Match bool(BoundExpression condition, boolean value) {
    return Match.one(condition, 1, () -> new IndexKeys.Key.One(frame -> value, KeyConversion.NONE));
  }

  private Match comparison(BoundExpression.Call call, BitSet around) {
    Optional<Comparison> test = Comparison.of(call.function());
    if (test.isEmpty()
        || call.arguments().size() != 2
        || test.get() == Comparison.UNEQUAL
        || call.collation() == Collation.INDETERMINATE) {
      return null;
    }
    for (int side = 0; side < 2; side++) {
      KeyConversion conversion = conversion(call.arguments().get(side), call.function(), side);
      BoundExpression value = call.arguments().get(1 - side);
      if (conversion == null || !isKnown(value, around)) {
        continue;
      }
      Comparison comparison = side == 0 ? test.get() : test.get().mirrored();
      if (comparison != Comparison.EQUAL && !isOrderedBy(call.collation())) {
        return null;
      }
      Evaluator evaluator = evaluators.converted(value, call.function().casts().get(1 - side));
      return switch (comparison) {
        case EQUAL -> Match.one(call, 1, () -> new IndexKeys.Key.One(evaluator, conversion));
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
    IndexKeys.EndValue end = new IndexKeys.EndValue(value, conversion);
    return Match.bound(condition, new IndexKeys.End(List.of(end), inclusive), low, true);
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
    return Match.one(
        in,
        Math.max(2, values.length),
        () -> new IndexKeys.Key.AnyOf(values, conversion, ValueOrder.of(type, collation)));
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
    return Match.one(
        any,
        Math.max(2, SetSize.elements(any.array())),
        () ->
            new IndexKeys.Key.Any(
                evaluators.compile(any.array()), conversion, ValueOrder.of(type, collation)));
  }

  /**
   * Where in the rows of {@code (a, b) IN (SELECT …)} the value for this key stands; empty if none
   * of the operands is this key.
   */
  Optional<IndexKeys.Part> part(BoundExpression.Subquery any) {
    for (int i = 0; i < any.operands().size(); i++) {
      Resolved operator = any.operators().get(i);
      KeyConversion conversion = conversion(any.operands().get(i), operator, 0);
      if (conversion != null
          && Comparison.of(operator).orElse(null) == Comparison.EQUAL
          && operator.casts().get(1).isIdentity()) {
        return Optional.of(new IndexKeys.Part(i, conversion, ValueOrder.of(type, collation)));
      }
    }
    return Optional.empty();
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
