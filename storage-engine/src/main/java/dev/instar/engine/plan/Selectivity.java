package dev.instar.engine.plan;

import dev.instar.engine.analysis.BoundExpression;
import dev.instar.engine.evaluation.Comparison;
import java.util.Optional;

/**
 * What part of the rows fulfils a condition, as PostgreSQL guesses where it has no statistics.
 * Stateless.
 */
final class Selectivity {
  /** {@code DEFAULT_NUM_DISTINCT}. */
  private static final double DISTINCT_VALUES = 200;

  /** {@code DEFAULT_INEQ_SEL}. */
  private static final double INEQUALITY = 1 / 3.0;

  private static final double PATTERN = 0.005;
  private static final double HALF = 0.5;

  private Selectivity() {}

  static double equality(double rows) {
    return 1 / Math.max(1, Math.min(rows, DISTINCT_VALUES));
  }

  static double of(BoundExpression condition, double rows) {
    return switch (condition) {
      case BoundExpression.Call call -> {
        Optional<Comparison> test = Comparison.of(call.function());
        if (test.isEmpty()) {
          yield call.type().name().equals("bool") && call.arguments().size() == 2 ? PATTERN : HALF;
        }
        yield switch (test.get()) {
          case EQUAL -> equality(rows);
          case UNEQUAL -> 1 - equality(rows);
          case LESS, AT_MOST, GREATER, AT_LEAST -> INEQUALITY;
        };
      }
      case BoundExpression.InList in -> {
        double some = Math.min(1, in.values().size() * equality(rows));
        yield in.negated() ? 1 - some : some;
      }
      case BoundExpression.Quantified any -> Math.min(1, 10 * equality(rows));
      case BoundExpression.Is is ->
          is.test() == BoundExpression.Is.Test.NULL ? is.negated() ? 1 - PATTERN : PATTERN : HALF;
      case BoundExpression.Not not -> 1 - of(not.operand(), rows);
      case BoundExpression.And and -> {
        double all = 1;
        for (BoundExpression operand : and.operands()) {
          all *= of(operand, rows);
        }
        yield all;
      }
      case BoundExpression.Or or -> {
        double none = 1;
        for (BoundExpression operand : or.operands()) {
          none *= 1 - of(operand, rows);
        }
        yield 1 - none;
      }
      case BoundExpression.Constant constant -> Boolean.TRUE.equals(constant.value()) ? 1 : 0;
      default -> HALF;
    };
  }
}
