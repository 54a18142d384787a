package dev.instar.engine.function;

import dev.instar.engine.type.InputErrors;
import dev.instar.engine.type.Numeric;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;

/** Roots, exponentials and logarithms of numeric, to the digits that PostgreSQL shows. */
final class NumericPowers {
  private static final int GUARD_DIGITS = 12;
  private static final double LOG10_E = 0.434294481903252;
  private static final int MAX_EXPONENT = 400_000;

  private NumericPowers() {}

  static Numeric sqrt(Numeric x) {
    if (x.isNaN()) {
      return x;
    }
    if (x.signum() < 0) {
      throw NumericFunctions.powerError("cannot take square root of a negative number");
    }
    if (x.isInfinite()) {
      return x;
    }
    int scale = NumericScale.ofSqrt(x.value());
    int digits =
        Math.max(1, (x.value().precision() - x.value().scale()) / 2) + scale + GUARD_DIGITS;
    return Numeric.of(
        x.value()
            .sqrt(new MathContext(digits, RoundingMode.HALF_EVEN))
            .setScale(scale, RoundingMode.HALF_UP));
  }

  static Numeric exp(Numeric x) {
    if (!x.isNumber()) {
      return x.isInfinite() && x.signum() < 0 ? Numeric.ZERO : x;
    }
    double value = x.toDouble() * LOG10_E;
    if (value >= Numeric.MAX_WHOLE_DIGITS) {
      throw InputErrors.numericOverflow();
    }
    double bounded = Math.max(value, -Numeric.MAX_SCALE);
    int scale = NumericScale.ofWeight(bounded, x.value().scale());
    if (value < -Numeric.MAX_SCALE) {
      return Numeric.of(BigDecimal.valueOf(0, scale));
    }
    int digits = Math.max(1, (int) bounded + scale) + GUARD_DIGITS;
    return Numeric.of(exp(x.value(), digits).setScale(scale, RoundingMode.HALF_UP));
  }

  /** By halving the argument until the series is short. */
  static BigDecimal exp(BigDecimal x, int digits) {
    int halvings = Math.max(0, x.precision() - x.scale()) * 4 + 8;
    MathContext context = new MathContext(digits + halvings, RoundingMode.HALF_EVEN);
    BigDecimal small = x.divide(new BigDecimal(BigInteger.TWO.pow(halvings)), context);
    BigDecimal sum = BigDecimal.ONE;
    BigDecimal term = BigDecimal.ONE;
    for (int i = 1; term.signum() != 0; i++) {
      term = term.multiply(small, context).divide(BigDecimal.valueOf(i), context);
      BigDecimal next = sum.add(term, context);
      if (next.compareTo(sum) == 0) {
        break;
      }
      sum = next;
    }
    for (int i = 0; i < halvings; i++) {
      sum = sum.multiply(sum, context);
    }
    return sum;
  }

  static Numeric ln(Numeric x) {
    positive(x);
    if (!x.isNumber()) {
      return x;
    }
    int scale = NumericScale.ofWeight(logarithmWeight(x.value()), x.value().scale());
    return Numeric.of(ln(x.value(), scale + GUARD_DIGITS).setScale(scale, RoundingMode.HALF_UP));
  }

  private static void positive(Numeric x) {
    if (x.isNaN()) {
      return;
    }
    if (x.signum() == 0) {
      throw NumericFunctions.logarithm("cannot take logarithm of zero");
    }
    if (x.signum() < 0) {
      throw NumericFunctions.logarithm("cannot take logarithm of a negative number");
    }
  }

  /** As {@code estimate_ln_dweight}: the power of ten of the logarithm. */
  private static int logarithmWeight(BigDecimal x) {
    BigDecimal distance = x.subtract(BigDecimal.ONE);
    boolean nearOne =
        x.compareTo(new BigDecimal("0.9")) >= 0 && x.compareTo(new BigDecimal("1.1")) <= 0;
    if (nearOne) {
      return distance.signum() == 0 ? 0 : distance.precision() - distance.scale() - 1;
    }
    double logarithm = lnEstimate(x);
    return (int) Math.log10(Math.abs(logarithm));
  }

  private static double lnEstimate(BigDecimal x) {
    int exponent = x.precision() - x.scale();
    return Math.log(x.movePointLeft(exponent).doubleValue()) + exponent * Math.log(10);
  }

  /** By taking square roots until the argument is near 1, then by the series of atanh. */
  static BigDecimal ln(BigDecimal x, int decimals) {
    int digits = decimals + Math.max(4, Integer.toString(x.precision()).length()) + 20;
    MathContext context = new MathContext(digits, RoundingMode.HALF_EVEN);
    int exponent = x.precision() - x.scale();
    BigDecimal y = x.movePointLeft(exponent);
    BigDecimal result = small(y, context);
    if (exponent != 0) {
      BigDecimal ten = small(new BigDecimal("0.1"), context).negate();
      result = result.add(ten.multiply(BigDecimal.valueOf(exponent), context));
    }
    return result;
  }

  private static BigDecimal small(BigDecimal x, MathContext context) {
    BigDecimal y = x;
    int roots = 0;
    while (y.subtract(BigDecimal.ONE).abs().compareTo(new BigDecimal("0.1")) > 0) {
      y = y.sqrt(context);
      roots++;
    }
    BigDecimal z = y.subtract(BigDecimal.ONE).divide(y.add(BigDecimal.ONE), context);
    BigDecimal square = z.multiply(z, context);
    BigDecimal power = z;
    BigDecimal sum = z;
    for (int i = 3; power.signum() != 0; i += 2) {
      power = power.multiply(square, context);
      BigDecimal next = sum.add(power.divide(BigDecimal.valueOf(i), context), context);
      if (next.compareTo(sum) == 0) {
        break;
      }
      sum = next;
    }
    return sum.multiply(new BigDecimal(BigInteger.TWO.pow(roots + 1)), context);
  }

  static Numeric log(Numeric base, Numeric x) {
    positive(base);
    positive(x);
    if (base.isNaN() || x.isNaN()) {
      return Numeric.NAN;
    }
    if (base.isInfinite() || x.isInfinite()) {
      return base.isInfinite() && x.isInfinite()
          ? Numeric.NAN
          : base.isInfinite() ? Numeric.ZERO : Numeric.INFINITY;
    }
    if (base.value().compareTo(BigDecimal.ONE) == 0) {
      throw IntegerFunctions.divisionByZero();
    }
    int weight = logarithmWeight(x.value()) - logarithmWeight(base.value());
    int scale = NumericScale.ofWeight(weight, base.value().scale(), x.value().scale());
    int decimals = scale + GUARD_DIGITS + Math.abs(logarithmWeight(base.value())) + 8;
    BigDecimal quotient =
        ln(x.value(), decimals)
            .divide(ln(base.value(), decimals), scale + 2, RoundingMode.HALF_EVEN);
    return Numeric.of(quotient.setScale(scale, RoundingMode.HALF_UP));
  }

  static Numeric power(Numeric x, Numeric y) {
    if (!x.isNumber() || !y.isNumber()) {
      return specialPower(x, y);
    }
    if (x.signum() == 0 && y.signum() < 0) {
      throw NumericFunctions.powerError("zero raised to a negative power is undefined");
    }
    boolean wholeExponent = y.value().stripTrailingZeros().scale() <= 0;
    if (x.signum() < 0 && !wholeExponent) {
      throw NumericFunctions.powerError(
          "a negative number raised to a non-integer power yields a complex result");
    }
    if (x.signum() == 0 || y.signum() == 0) {
      int scale = NumericScale.ofWeight(0, x.value().scale(), y.value().scale());
      return Numeric.of((y.signum() == 0 ? BigDecimal.ONE : BigDecimal.ZERO).setScale(scale));
    }
    double weight = lnEstimate(x.value().abs()) * y.toDouble() * LOG10_E;
    if (weight > Numeric.MAX_WHOLE_DIGITS
        || (y.value().abs().compareTo(BigDecimal.valueOf(MAX_EXPONENT)) > 0
            && weight > MAX_EXPONENT)) {
      throw InputErrors.numericOverflow();
    }
    if (weight < -Numeric.MAX_SCALE) {
      return Numeric.of(BigDecimal.valueOf(0, NumericScale.ofWeight(-Numeric.MAX_SCALE)));
    }
    int scale =
        NumericScale.ofWeight(weight, x.value().scale(), wholeExponent ? 0 : y.value().scale());
    int digits = Math.max(1, (int) weight + scale) + GUARD_DIGITS + 20;
    MathContext context = new MathContext(digits, RoundingMode.HALF_EVEN);
    BigDecimal result;
    if (wholeExponent && y.value().abs().compareTo(BigDecimal.valueOf(999_999)) < 0) {
      result = x.value().pow(y.value().intValueExact(), context);
    } else {
      BigDecimal exponent = ln(x.value().abs(), digits).multiply(y.value());
      result = exp(exponent, digits);
    }
    return Numeric.of(result.setScale(scale, RoundingMode.HALF_UP));
  }

  private static Numeric specialPower(Numeric x, Numeric y) {
    if (x.isNumber() && x.value().compareTo(BigDecimal.ONE) == 0) {
      return Numeric.ONE;
    }
    if (y.isNumber() && y.signum() == 0) {
      return Numeric.ONE;
    }
    if (x.isNaN() || y.isNaN()) {
      return Numeric.NAN;
    }
    if (x.isNumber() && x.signum() == 0 && y.signum() < 0) {
      throw NumericFunctions.powerError("zero raised to a negative power is undefined");
    }
    double result = Math.pow(x.toDouble(), y.toDouble());
    if (Double.isNaN(result)) {
      if (x.isNumber() && x.value().compareTo(BigDecimal.ONE.negate()) == 0) {
        return Numeric.ONE;
      }
      throw NumericFunctions.powerError(
          "a negative number raised to a non-integer power yields a complex result");
    }
    return Double.isInfinite(result)
        ? result > 0 ? Numeric.INFINITY : Numeric.NEGATIVE_INFINITY
        : Numeric.ZERO;
  }
}
