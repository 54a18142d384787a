package dev.instar.engine.plan;

import dev.instar.engine.analysis.BoundExpression;
import dev.instar.engine.evaluation.Comparison;
import dev.instar.engine.plan.Conjuncts.Conjunct;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What part of the rows fulfils a condition: by what ANALYZE has found, or as PostgreSQL guesses
 * where it has no statistics. Of one thread.
 *
 * @param facts about the slots that conditions read
 */
record Selectivity(RowFacts facts) {
  /** {@code DEFAULT_INEQ_SEL}. */
  private static final double INEQUALITY = 1 / 3.0;

  /** {@code DEFAULT_RANGE_INEQ_SEL}. */
  private static final double RANGE = 0.005;

  private static final double PATTERN = 0.005;
  private static final double HALF = 0.5;

  private static double equality(double rows) {
    return 1 / Math.max(1, Math.min(rows, ColumnFacts.DISTINCT_VALUES));
  }

  /** A comparison of a column with something else. */
  private record Compared(int slot, Comparison comparison, BoundExpression other) {}

  /** Both ends of a range on one column. */
  private static final class Ends {
    private OptionalDouble low = OptionalDouble.empty();
    private OptionalDouble high = OptionalDouble.empty();
  }

  /** Of conditions that all have to hold: the two ends of a range belong together. */
  double all(List<Conjunct> conditions, double rows) {
    double all = 1;
    Map<Integer, Ends> ranges = new HashMap<>();
    for (Conjunct conjunct : conditions) {
      double one = of(conjunct.condition(), rows);
      Optional<Compared> range = range(conjunct.condition());
      if (range.isEmpty()) {
        all *= one;
        continue;
      }
      Ends ends = ranges.computeIfAbsent(range.get().slot(), slot -> new Ends());
      boolean low =
          range.get().comparison() == Comparison.GREATER
              || range.get().comparison() == Comparison.AT_LEAST;
      if (low) {
        ends.low = OptionalDouble.of(Math.min(one, ends.low.orElse(1)));
      } else {
        ends.high = OptionalDouble.of(Math.min(one, ends.high.orElse(1)));
      }
    }
    for (Map.Entry<Integer, Ends> range : ranges.entrySet()) {
      all *= between(range.getValue(), facts.of(range.getKey()), rows);
    }
    return all;
  }

  private static double between(Ends ends, Optional<ColumnFacts> column, double rows) {
    if (ends.low.isEmpty() || ends.high.isEmpty()) {
      return ends.low.orElse(1) * ends.high.orElse(1);
    }
    double low = ends.low.getAsDouble();
    double high = ends.high.getAsDouble();
    boolean guessed = low == INEQUALITY || high == INEQUALITY;
    double nulls = column.map(ColumnFacts::nulls).orElse(0.0);
    return guessed ? RANGE : Math.max(1 / Math.max(1, rows), low + high - 1 + nulls);
  }

  private Optional<Compared> range(BoundExpression condition) {
    return switch (condition) {
      case BoundExpression.Call call ->
          compared(call)
              .filter(
                  c -> c.comparison() != Comparison.EQUAL && c.comparison() != Comparison.UNEQUAL);
      case BoundExpression.RowCompare rows -> range(rows.tests().getFirst());
      default -> Optional.empty();
    };
  }

  /** Empty where neither side is a column, or both are ones of which something is known. */
  private Optional<Compared> compared(BoundExpression.Call call) {
    Optional<Comparison> test = Comparison.of(call.function());
    if (test.isEmpty() || call.arguments().size() != 2) {
      return Optional.empty();
    }
    Optional<Integer> left = slot(call.arguments().get(0)).filter(s -> facts.of(s).isPresent());
    Optional<Integer> right = slot(call.arguments().get(1)).filter(s -> facts.of(s).isPresent());
    if (left.isPresent() == right.isPresent()) {
      return Optional.empty();
    }
    return Optional.of(
        left.isPresent()
            ? new Compared(left.get(), test.get(), call.arguments().get(1))
            : new Compared(right.orElseThrow(), test.get().mirrored(), call.arguments().get(0)));
  }

  /** The column that an expression is, whatever it is taken for. */
  private static Optional<Integer> slot(BoundExpression expression) {
    return switch (expression) {
      case BoundExpression.Slot slot -> Optional.of(slot.index());
      case BoundExpression.Collate collate -> slot(collate.operand());
      case BoundExpression.Convert convert when convert.cast().isIdentity() ->
          slot(convert.operand());
      default -> Optional.empty();
    };
  }

  private static Optional<Object> constant(BoundExpression expression) {
    return switch (expression) {
      case BoundExpression.Constant constant -> Optional.ofNullable(constant.value());
      case BoundExpression.Convert convert when convert.cast().isIdentity() ->
          constant(convert.operand());
      default -> Optional.empty();
    };
  }

  double of(BoundExpression condition, double rows) {
    return switch (condition) {
      case BoundExpression.Call call -> {
        Optional<Comparison> test = Comparison.of(call.function());
        if (test.isEmpty()) {
          yield call.type().name().equals("bool") && call.arguments().size() == 2 ? PATTERN : HALF;
        }
        yield comparison(call, test.get(), rows);
      }
      case BoundExpression.RowCompare compare -> of(compare.tests().getFirst(), rows);
      case BoundExpression.InList in -> {
        double some = 0;
        Optional<ColumnFacts> column = slot(in.operand()).flatMap(facts::of);
        for (BoundExpression value : in.values()) {
          some += column.map(c -> equal(c, value)).orElse(equality(rows));
        }
        double one = Math.min(1, some);
        yield in.negated() ? 1 - one : one;
      }
      case BoundExpression.Quantified any ->
          Math.min(
              1,
              SetSize.elements(any.array())
                  * slot(any.left())
                      .flatMap(facts::of)
                      .map(ColumnFacts::equalToSome)
                      .orElse(equality(rows)));
      case BoundExpression.Is is -> {
        if (is.test() != BoundExpression.Is.Test.NULL) {
          yield HALF;
        }
        double nulls =
            slot(is.operand()).flatMap(facts::of).map(ColumnFacts::nulls).orElse(PATTERN);
        yield is.negated() ? 1 - nulls : nulls;
      }
      case BoundExpression.Not not -> 1 - of(not.operand(), rows);
      case BoundExpression.And and -> all(and.operands().stream().map(Conjunct::of).toList(), rows);
      case BoundExpression.Or or -> {
        double none = 1;
        for (BoundExpression operand : or.operands()) {
          none *= 1 - of(operand, rows);
        }
        yield 1 - none;
      }
      case BoundExpression.Constant constant -> Boolean.TRUE.equals(constant.value()) ? 1 : 0;
      case BoundExpression.Slot slot ->
          facts.of(slot.index()).map(column -> column.equalTo(true)).orElse(HALF);
      default -> HALF;
    };
  }

  /** Of expressions that each have to be equal to something. */
  double ofRow(List<BoundExpression> operands, double rows) {
    double all = 1;
    for (BoundExpression operand : operands) {
      all *= slot(operand).flatMap(facts::of).map(ColumnFacts::equalToSome).orElse(equality(rows));
    }
    return all;
  }

  private static double equal(ColumnFacts column, BoundExpression value) {
    return constant(value).map(column::equalTo).orElseGet(column::equalToSome);
  }

  private double comparison(BoundExpression.Call call, Comparison test, double rows) {
    Optional<Compared> compared = compared(call);
    Optional<ColumnFacts> column = compared.flatMap(c -> facts.of(c.slot()));
    if (compared.isEmpty() || column.isEmpty()) {
      return switch (test) {
        case EQUAL -> join(call).orElse(equality(rows));
        case UNEQUAL -> 1 - equality(rows);
        case LESS, AT_MOST, GREATER, AT_LEAST -> INEQUALITY;
      };
    }
    BoundExpression other = compared.get().other();
    return switch (test) {
      case EQUAL -> equal(column.get(), other);
      case UNEQUAL -> Math.max(0, 1 - equal(column.get(), other) - column.get().nulls());
      case LESS, AT_MOST, GREATER, AT_LEAST ->
          constant(other)
              .map(value -> column.get().compared(compared.get().comparison(), value))
              .orElse(OptionalDouble.empty())
              .orElse(INEQUALITY);
    };
  }

  /** Of pairs of rows, where two columns are compared of which something is known. */
  OptionalDouble join(BoundExpression condition) {
    if (!(condition instanceof BoundExpression.Call call)
        || call.arguments().size() != 2
        || Comparison.of(call.function()).orElse(null) != Comparison.EQUAL) {
      return OptionalDouble.empty();
    }
    Optional<ColumnFacts> left = slot(call.arguments().get(0)).flatMap(facts::of);
    Optional<ColumnFacts> right = slot(call.arguments().get(1)).flatMap(facts::of);
    return left.isPresent() && right.isPresent()
        ? OptionalDouble.of(ColumnFacts.equal(left.get(), right.get()))
        : OptionalDouble.empty();
  }
}
