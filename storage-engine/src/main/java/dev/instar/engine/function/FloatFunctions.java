package dev.instar.engine.function;

import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlState;
import dev.instar.engine.type.InputErrors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;

/** real and double precision. Infinity out of numbers, and zero out of what is none, are 22003. */
final class FloatFunctions {
  private FloatFunctions() {}

  static SqlException overflow() {
    return new SqlException(SqlState.NUMERIC_VALUE_OUT_OF_RANGE, "value out of range: overflow");
  }

  static SqlException underflow() {
    return new SqlException(SqlState.NUMERIC_VALUE_OUT_OF_RANGE, "value out of range: underflow");
  }

  static void register(Registry registry) {
    for (String types : new String[] {"4", "8", "48", "84"}) {
      boolean single = types.equals("4");
      binary(registry, "float" + types + "pl", single, (x, y) -> x + y, false);
      binary(registry, "float" + types + "mi", single, (x, y) -> x - y, false);
      binary(registry, "float" + types + "mul", single, (x, y) -> x * y, true);
      binary(registry, "float" + types + "div", single, FloatFunctions::divide, true);
    }
    for (String type : new String[] {"4", "8"}) {
      boolean single = type.equals("4");
      registry.add("float" + type + "um", (a, c) -> box(-number(a[0]), single));
      registry.add("float" + type + "up", (a, c) -> a[0]);
      registry.add("float" + type + "abs", (a, c) -> box(Math.abs(number(a[0])), single));
    }
    rounding(registry);
    powers(registry);
    trigonometry(registry);
    registry.add("drandom", (a, c) -> ThreadLocalRandom.current().nextDouble());
  }

  private static double number(Object value) {
    return ((Number) value).doubleValue();
  }

  private static Object box(double value, boolean single) {
    if (single) {
      return (float) value;
    }
    return value;
  }

  private static double divide(double x, double y) {
    if (y == 0 && !Double.isNaN(x)) {
      throw IntegerFunctions.divisionByZero();
    }
    return x / y;
  }

  private static void binary(
      Registry registry,
      String name,
      boolean single,
      DoubleBinaryOperator operator,
      boolean canUnderflow) {
    registry.add(
        name,
        (a, c) -> {
          double x = number(a[0]);
          double y = number(a[1]);
          double exact = operator.applyAsDouble(x, y);
          double result = single ? (float) exact : exact;
          if (Double.isInfinite(result) && !Double.isInfinite(x) && !Double.isInfinite(y)) {
            throw overflow();
          }
          if (canUnderflow && result == 0 && x != 0 && !Double.isInfinite(y) && y != 0) {
            throw underflow();
          }
          return box(result, single);
        });
  }

  private static void unary(Registry registry, String name, DoubleUnaryOperator operator) {
    registry.add(name, (a, c) -> operator.applyAsDouble(number(a[0])));
  }

  private static void rounding(Registry registry) {
    unary(registry, "dround", Math::rint);
    unary(registry, "dtrunc", x -> x >= 0 ? Math.floor(x) : Math.ceil(x));
    unary(registry, "dfloor", Math::floor);
    unary(registry, "dceil", Math::ceil);
    unary(registry, "dsign", x -> Double.isNaN(x) ? x : x > 0 ? 1 : x < 0 ? -1 : 0);
  }

  private static void powers(Registry registry) {
    unary(
        registry,
        "dsqrt",
        x -> {
          if (x < 0) {
            throw new SqlException(
                SqlState.INVALID_ARGUMENT_FOR_POWER_FUNCTION,
                "cannot take square root of a negative number");
          }
          return Math.sqrt(x);
        });
    unary(registry, "dcbrt", Math::cbrt);
    unary(
        registry,
        "dexp",
        x -> {
          double result = Math.exp(x);
          if (Double.isInfinite(result) && !Double.isInfinite(x)) {
            throw overflow();
          }
          if (result == 0 && !Double.isInfinite(x)) {
            throw underflow();
          }
          return result;
        });
    unary(registry, "dlog1", x -> Math.log(logarithmOf(x)));
    unary(registry, "dlog10", x -> Math.log10(logarithmOf(x)));
    registry.add("dpow", (a, c) -> power(number(a[0]), number(a[1])));
  }

  private static double logarithmOf(double x) {
    if (x == 0) {
      throw NumericFunctions.logarithm("cannot take logarithm of zero");
    }
    if (x < 0) {
      throw NumericFunctions.logarithm("cannot take logarithm of a negative number");
    }
    return x;
  }

  private static double power(double x, double y) {
    if (x == 1 || y == 0) {
      return 1;
    }
    if (Double.isNaN(x) || Double.isNaN(y)) {
      return Double.NaN;
    }
    if (x == 0 && y < 0) {
      throw NumericFunctions.powerError("zero raised to a negative power is undefined");
    }
    if (x < 0 && y != Math.rint(y)) {
      throw NumericFunctions.powerError(
          "a negative number raised to a non-integer power yields a complex result");
    }
    double result = x == -1 && Double.isInfinite(y) ? 1 : Math.pow(x, y);
    if (!Double.isInfinite(x) && !Double.isInfinite(y)) {
      if (Double.isInfinite(result)) {
        throw overflow();
      }
      if (result == 0 && x != 0) {
        throw underflow();
      }
    }
    return result;
  }

  private static double finite(double x) {
    if (Double.isInfinite(x)) {
      throw new SqlException(SqlState.NUMERIC_VALUE_OUT_OF_RANGE, "input is out of range");
    }
    return x;
  }

  private static double unit(double x) {
    if (x < -1 || x > 1) {
      throw new SqlException(SqlState.NUMERIC_VALUE_OUT_OF_RANGE, "input is out of range");
    }
    return x;
  }

  private static void trigonometry(Registry registry) {
    unary(registry, "dsin", x -> Math.sin(finite(x)));
    unary(registry, "dcos", x -> Math.cos(finite(x)));
    unary(registry, "dtan", x -> Math.tan(finite(x)));
    unary(registry, "dasin", x -> Math.asin(unit(x)));
    unary(registry, "dacos", x -> Math.acos(unit(x)));
    unary(registry, "datan", Math::atan);
    registry.add("datan2", (a, c) -> Math.atan2(number(a[0]), number(a[1])));
    unary(registry, "degrees", x -> x / (Math.PI / 180));
    unary(registry, "radians", x -> x * (Math.PI / 180));
    DegreeFunctions.register(registry);
    registry.add("dpi", (a, c) -> Math.PI);
    registry.add(
        "width_bucket_float8",
        (a, c) -> {
          double operand = number(a[0]);
          double low = number(a[1]);
          double high = number(a[2]);
          int count = (Integer) a[3];
          if (count <= 0) {
            throw NumericFunctions.bucket("count must be greater than zero");
          }
          if (Double.isNaN(operand) || Double.isNaN(low) || Double.isNaN(high)) {
            throw NumericFunctions.bucket("operand, lower bound, and upper bound cannot be NaN");
          }
          if (Double.isInfinite(low) || Double.isInfinite(high)) {
            throw NumericFunctions.bucket("lower and upper bounds must be finite");
          }
          if (low == high) {
            throw NumericFunctions.bucket("lower bound cannot equal upper bound");
          }
          boolean up = low < high;
          if (up ? operand < low : operand > low) {
            return 0;
          }
          if (up ? operand >= high : operand <= high) {
            if (count == Integer.MAX_VALUE) {
              throw InputErrors.outOfRange("integer");
            }
            return count + 1;
          }
          return (int) (count * ((operand - low) / (high - low))) + 1;
        });
  }
}
