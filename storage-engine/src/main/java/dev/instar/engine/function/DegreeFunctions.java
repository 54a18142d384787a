package dev.instar.engine.function;

import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlState;
import java.util.function.DoubleUnaryOperator;

/**
 * Trigonometry in degrees, exact where the manual promises it, and the hyperbolic functions. Each
 * angle is brought into the first quadrant; there 30, 45 and 60 degrees have their exact values.
 */
final class DegreeFunctions {
  private static final double DEGREE = Math.PI / 180;

  private DegreeFunctions() {}

  static void register(Registry registry) {
    unary(registry, "dsind", x -> sine(angle(x)));
    unary(registry, "dcosd", x -> cosine(angle(x)));
    unary(registry, "dtand", x -> tangent(angle(x)));
    unary(registry, "dcotd", x -> 1 / tangent(angle(x)));
    unary(registry, "dasind", x -> arcSine(unit(x)));
    unary(registry, "dacosd", x -> 90 - arcSine(unit(x)));
    unary(registry, "datand", x -> arcTangent(x));
    registry.add("datan2d", (a, c) -> Math.atan2(number(a[0]), number(a[1])) / Math.atan(1.0) * 45);
    unary(registry, "dcot", x -> 1 / Math.tan(finite(x)));
    unary(registry, "dsinh", Math::sinh);
    unary(registry, "dcosh", x -> (Math.exp(x) + Math.exp(-x)) / 2);
    unary(registry, "dtanh", Math::tanh);
  }

  private static double number(Object value) {
    return ((Number) value).doubleValue();
  }

  private static void unary(Registry registry, String name, DoubleUnaryOperator operator) {
    registry.add(
        name,
        (a, c) -> {
          double x = number(a[0]);
          // Adding 0 makes a 0 positive.
          return Double.isNaN(x) ? (Object) x : operator.applyAsDouble(x) + 0.0;
        });
  }

  private static SqlException outOfRange() {
    return new SqlException(SqlState.NUMERIC_VALUE_OUT_OF_RANGE, "input is out of range");
  }

  private static double finite(double x) {
    if (Double.isInfinite(x)) {
      throw outOfRange();
    }
    return x;
  }

  private static double unit(double x) {
    if (x < -1 || x > 1) {
      throw outOfRange();
    }
    return x;
  }

  private static double angle(double x) {
    return finite(x) % 360;
  }

  private static double sine(double degrees) {
    double x = degrees;
    int sign = x < 0 ? -1 : 1;
    x = Math.abs(x);
    if (x > 180) {
      x = 360 - x;
      sign = -sign;
    }
    return sign * firstQuadrantSine(x > 90 ? 180 - x : x);
  }

  /** Scaled so that 30 degrees give one half, and 60 as the cosine does. */
  private static double firstQuadrantSine(double x) {
    return x <= 30 ? Math.sin(x * DEGREE) / Math.sin(30 * DEGREE) / 2 : firstQuadrantCosine(90 - x);
  }

  private static double firstQuadrantCosine(double x) {
    if (x > 60) {
      return firstQuadrantSine(90 - x);
    }
    double oneMinus = (1 - Math.cos(x * DEGREE)) / (1 - Math.cos(60 * DEGREE)) / 2;
    return 1 - oneMinus;
  }

  private static double cosine(double degrees) {
    double x = Math.abs(degrees);
    x = x > 180 ? 360 - x : x;
    return x > 90 ? -firstQuadrantCosine(180 - x) : firstQuadrantCosine(x);
  }

  private static double tangent(double degrees) {
    double unscaled = sine(degrees) / cosine(degrees);
    double atFortyFive = firstQuadrantSine(45) / firstQuadrantCosine(45);
    return unscaled / atFortyFive;
  }

  private static double arcSine(double x) {
    double abs = Math.abs(x);
    double degrees =
        abs <= 0.5
            ? Math.asin(abs) / Math.asin(0.5) * 30
            : 90 - Math.acos(abs) / Math.acos(0.5) * 60;
    return x < 0 ? -degrees : degrees;
  }

  private static double arcTangent(double x) {
    return Math.atan(x) / Math.atan(1.0) * 45;
  }
}
