package dev.instar.engine.function;

import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlState;
import dev.instar.engine.type.Numeric;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.function.BinaryOperator;

/** Arithmetic of numeric, with the scales of results that PostgreSQL chooses. */
final class NumericFunctions {
  private NumericFunctions() {}

  static SqlException logarithm(String message) {
    return new SqlException(SqlState.INVALID_ARGUMENT_FOR_LOGARITHM, message);
  }

  static SqlException powerError(String message) {
    return new SqlException(SqlState.INVALID_ARGUMENT_FOR_POWER_FUNCTION, message);
  }

  static SqlException bucket(String message) {
    return new SqlException(SqlState.INVALID_ARGUMENT_FOR_WIDTH_BUCKET_FUNCTION, message);
  }

  static void register(Registry registry) {
    binary(registry, "numeric_add", NumericFunctions::add);
    binary(registry, "numeric_sub", (x, y) -> add(x, y.negate()));
    binary(registry, "numeric_mul", NumericFunctions::multiply);
    binary(registry, "numeric_div", NumericFunctions::divide);
    binary(registry, "numeric_mod", NumericFunctions::modulo);
    NumericDivisors.register(registry);
    binary(registry, "numeric_div_trunc", NumericFunctions::divideWhole);
    registry.add("numeric_uminus", (a, c) -> ((Numeric) a[0]).negate());
    registry.add("numeric_uplus", (a, c) -> a[0]);
    registry.add(
        "numeric_abs", (a, c) -> ((Numeric) a[0]).signum() < 0 ? ((Numeric) a[0]).negate() : a[0]);
    registry.add("numeric_inc", (a, c) -> add((Numeric) a[0], Numeric.ONE));
    registry.add("numeric_sign", (a, c) -> sign((Numeric) a[0]));
    registry.add(
        "numeric_round", (a, c) -> ((Numeric) a[0]).round(a.length > 1 ? (Integer) a[1] : 0));
    registry.add(
        "numeric_trunc", (a, c) -> truncate((Numeric) a[0], a.length > 1 ? (Integer) a[1] : 0));
    registry.add("numeric_ceil", (a, c) -> whole((Numeric) a[0], RoundingMode.CEILING));
    registry.add("numeric_floor", (a, c) -> whole((Numeric) a[0], RoundingMode.FLOOR));
    registry.add("numeric_sqrt", (a, c) -> NumericPowers.sqrt((Numeric) a[0]));
    registry.add("numeric_exp", (a, c) -> NumericPowers.exp((Numeric) a[0]));
    registry.add("numeric_ln", (a, c) -> NumericPowers.ln((Numeric) a[0]));
    registry.add("numeric_log", (a, c) -> NumericPowers.log((Numeric) a[0], (Numeric) a[1]));
    registry.add("numeric_log10", (a, c) -> NumericPowers.log(Numeric.of(10), (Numeric) a[0]));
    registry.add("numeric_power", (a, c) -> NumericPowers.power((Numeric) a[0], (Numeric) a[1]));
    registry.add(
        "numeric_scale",
        (a, c) -> ((Numeric) a[0]).isNumber() ? ((Numeric) a[0]).value().scale() : null);
    registry.add(
        "numeric_min_scale",
        (a, c) -> ((Numeric) a[0]).isNumber() ? trimmed((Numeric) a[0]).value().scale() : null);
    registry.add("numeric_trim_scale", (a, c) -> trimmed((Numeric) a[0]));
    registry.add("numeric_fac", (a, c) -> factorial((Long) a[0]));
    registry.add(
        "width_bucket_numeric",
        (a, c) -> bucket((Numeric) a[0], (Numeric) a[1], (Numeric) a[2], (Integer) a[3]));
  }

  private static void binary(Registry registry, String name, BinaryOperator<Numeric> operator) {
    registry.add(name, (a, c) -> operator.apply((Numeric) a[0], (Numeric) a[1]));
  }

  private static Numeric infinity(int sign) {
    return sign > 0 ? Numeric.INFINITY : Numeric.NEGATIVE_INFINITY;
  }

  static Numeric add(Numeric x, Numeric y) {
    if (x.isNumber() && y.isNumber()) {
      return Numeric.of(x.value().add(y.value()));
    }
    boolean cancels = x.isInfinite() && y.isInfinite() && x.signum() != y.signum();
    if (x.isNaN() || y.isNaN() || cancels) {
      return Numeric.NAN;
    }
    return x.isInfinite() ? x : y;
  }

  static Numeric multiply(Numeric x, Numeric y) {
    if (x.isNumber() && y.isNumber()) {
      return Numeric.of(x.value().multiply(y.value()));
    }
    if (x.isNaN() || y.isNaN() || x.signum() * y.signum() == 0) {
      return Numeric.NAN;
    }
    return infinity(x.signum() * y.signum());
  }

  static Numeric divide(Numeric x, Numeric y) {
    if (x.isNaN() || y.isNaN()) {
      return Numeric.NAN;
    }
    if (y.signum() == 0) {
      throw IntegerFunctions.divisionByZero();
    }
    if (x.isInfinite()) {
      return y.isInfinite() ? Numeric.NAN : infinity(x.signum() * y.signum());
    }
    if (y.isInfinite()) {
      return Numeric.ZERO;
    }
    return Numeric.of(
        x.value()
            .divide(
                y.value(), NumericScale.ofQuotient(x.value(), y.value()), RoundingMode.HALF_UP));
  }

  private static Numeric modulo(Numeric x, Numeric y) {
    if (x.isNaN() || y.isNaN()) {
      return Numeric.NAN;
    }
    if (y.signum() == 0) {
      throw IntegerFunctions.divisionByZero();
    }
    if (x.isInfinite()) {
      return Numeric.NAN;
    }
    if (y.isInfinite()) {
      return x;
    }
    int scale = Math.max(x.value().scale(), y.value().scale());
    return Numeric.of(x.value().remainder(y.value()).setScale(scale));
  }

  private static Numeric divideWhole(Numeric x, Numeric y) {
    if (x.isNumber() && y.isNumber() && y.signum() != 0) {
      return Numeric.of(new BigDecimal(x.value().divideToIntegralValue(y.value()).toBigInteger()));
    }
    return divide(x, y);
  }

  private static Numeric sign(Numeric x) {
    return x.isNaN() ? x : Numeric.of(x.signum());
  }

  private static Numeric truncate(Numeric x, int scale) {
    if (!x.isNumber()) {
      return x;
    }
    int bounded = Math.max(-Numeric.MAX_WHOLE_DIGITS, Math.min(Numeric.MAX_SCALE, scale));
    return Numeric.of(
        x.value().setScale(bounded, RoundingMode.DOWN).setScale(Math.max(0, bounded)));
  }

  private static Numeric whole(Numeric x, RoundingMode mode) {
    return x.isNumber() ? Numeric.of(x.value().setScale(0, mode)) : x;
  }

  private static Numeric trimmed(Numeric x) {
    return x.isNumber() ? Numeric.of(x.value().stripTrailingZeros()) : x;
  }

  private static Numeric factorial(long n) {
    if (n < 0) {
      throw new SqlException(
          SqlState.NUMERIC_VALUE_OUT_OF_RANGE, "factorial of a negative number is undefined");
    }
    if (n > 32177) {
      throw dev.instar.engine.type.InputErrors.numericOverflow();
    }
    BigInteger product = BigInteger.ONE;
    for (long i = 2; i <= n; i++) {
      product = product.multiply(BigInteger.valueOf(i));
    }
    return Numeric.of(product);
  }

  private static Integer bucket(Numeric operand, Numeric low, Numeric high, int count) {
    if (count <= 0) {
      throw bucket("count must be greater than zero");
    }
    if (operand.isNaN() || low.isNaN() || high.isNaN()) {
      throw bucket("operand, lower bound, and upper bound cannot be NaN");
    }
    if (low.isInfinite() || high.isInfinite()) {
      throw bucket("lower and upper bounds must be finite");
    }
    int direction = low.compareTo(high);
    if (direction == 0) {
      throw bucket("lower bound cannot equal upper bound");
    }
    if (Integer.signum(operand.compareTo(low)) == Integer.signum(direction)
        && operand.compareTo(low) != 0) {
      return 0;
    }
    if (operand.compareTo(high) == 0
        || Integer.signum(operand.compareTo(high)) != Integer.signum(direction)) {
      return Math.addExact(count, 1);
    }
    BigDecimal range = high.value().subtract(low.value());
    return operand
            .value()
            .subtract(low.value())
            .multiply(BigDecimal.valueOf(count))
            .divideToIntegralValue(range)
            .intValue()
        + 1;
  }
}
