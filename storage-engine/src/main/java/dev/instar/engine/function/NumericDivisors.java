package dev.instar.engine.function;

import dev.instar.engine.type.Numeric;
import java.math.BigDecimal;
import java.math.BigInteger;

/** The greatest common divisor and the least common multiple of numeric. */
final class NumericDivisors {
  private NumericDivisors() {}

  static void register(Registry registry) {
    registry.add("numeric_gcd", (a, c) -> divisor((Numeric) a[0], (Numeric) a[1]));
    registry.add("numeric_lcm", (a, c) -> multiple((Numeric) a[0], (Numeric) a[1]));
  }

  private static int scale(Numeric x, Numeric y) {
    return Math.max(x.value().scale(), y.value().scale());
  }

  private static Numeric divisor(Numeric x, Numeric y) {
    if (!x.isNumber() || !y.isNumber()) {
      return Numeric.NAN;
    }
    int scale = scale(x, y);
    BigInteger common =
        x.value().setScale(scale).unscaledValue().gcd(y.value().setScale(scale).unscaledValue());
    return Numeric.of(new BigDecimal(common, scale));
  }

  private static Numeric multiple(Numeric x, Numeric y) {
    if (!x.isNumber() || !y.isNumber()) {
      return Numeric.NAN;
    }
    int scale = scale(x, y);
    if (x.signum() == 0 || y.signum() == 0) {
      return Numeric.of(BigDecimal.ZERO.setScale(scale));
    }
    BigInteger first = x.value().setScale(scale).unscaledValue();
    BigInteger second = y.value().setScale(scale).unscaledValue();
    return Numeric.of(
        new BigDecimal(first.divide(first.gcd(second)).multiply(second).abs(), scale));
  }
}
