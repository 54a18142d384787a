package dev.instar.engine.plan;

import dev.instar.engine.analysis.BoundExpression;
import dev.instar.engine.type.ArrayValue;

/**
 * How many rows a function in FROM or among the targets is expected to make; as the support
 * functions of PostgreSQL's planner say. Stateless.
 */
final class SetSize {
  /** {@code prorows}, where nobody has said anything else. */
  private static final double UNKNOWN = 1000;

  /** {@code estimate_array_length} of what is not known yet. */
  private static final double ELEMENTS = 10;

  private SetSize() {}

  /** Of one that makes no set it is one row. */
  static double of(BoundExpression call) {
    if (!FunctionScan.isSet(call)) {
      return 1;
    }
    BoundExpression.Call set = (BoundExpression.Call) call;
    return switch (set.function().function().implementation()) {
      case "array_unnest" -> elements(set.arguments().getFirst());
      case "generate_series_int4", "generate_series_int8" -> series(set);
      default -> UNKNOWN;
    };
  }

  /** The number of an array's elements. */
  static double elements(BoundExpression array) {
    return switch (array) {
      case BoundExpression.Constant constant ->
          constant.value() instanceof ArrayValue value ? Math.max(1, value.size()) : 1;
      case BoundExpression.ArrayOf of when !of.nested() -> Math.max(1, of.elements().size());
      case BoundExpression.Convert convert -> elements(convert.operand());
      default -> ELEMENTS;
    };
  }

  private static double series(BoundExpression.Call call) {
    double[] numbers = {0, 0, 1};
    for (int i = 0; i < call.arguments().size(); i++) {
      if (!(call.arguments().get(i) instanceof BoundExpression.Constant constant)) {
        return UNKNOWN;
      }
      if (!(constant.value() instanceof Number number)) {
        return 1;
      }
      numbers[i] = number.doubleValue();
    }
    return numbers[2] == 0
        ? UNKNOWN
        : Math.max(1, Math.floor((numbers[1] - numbers[0] + numbers[2]) / numbers[2]));
  }
}
