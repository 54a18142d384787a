package dev.instar.engine.function;

import dev.instar.engine.type.Numeric;
import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * How many decimals a result shows. PostgreSQL counts in groups of four digits ({@code NBASE}
 * 10000), and promises 16 significant digits.
 */
final class NumericScale {
  private static final int SIGNIFICANT_DIGITS = 16;
  private static final int GROUP = 4;
  private static final int MAX_DISPLAY_SCALE = 1000;

  private NumericScale() {}

  /** The power of 10000 of the first group, and the group's number. */
  private record First(int weight, int group) {
    static First of(BigDecimal value) {
      if (value.signum() == 0) {
        return new First(0, 0);
      }
      // The power of ten of the first digit.
      int exponent = value.precision() - value.scale() - 1;
      int weight = Math.floorDiv(exponent, GROUP);
      BigInteger group = value.abs().movePointLeft(weight * GROUP).toBigInteger();
      return new First(weight, group.intValue());
    }
  }

  /** As {@code select_div_scale}. */
  static int ofQuotient(BigDecimal x, BigDecimal y) {
    First first = First.of(x);
    First second = First.of(y);
    int weight = first.weight() - second.weight();
    if (first.group() <= second.group()) {
      weight--;
    }
    int scale = SIGNIFICANT_DIGITS - weight * GROUP;
    scale = Math.max(scale, Math.max(x.scale(), y.scale()));
    return Math.min(Math.max(scale, 0), MAX_DISPLAY_SCALE);
  }

  /** As {@code numeric_sqrt}. */
  static int ofSqrt(BigDecimal x) {
    int weight = First.of(x).weight();
    int sweight =
        weight >= 0 ? weight * GROUP / 2 + 1 : 1 - (-(weight + 1) * GROUP) / 2 - GROUP / 2;
    int scale = SIGNIFICANT_DIGITS - sweight;
    return bounded(Math.max(scale, x.scale()));
  }

  /** From the number of digits before the point, as exp, ln, log and power have it. */
  static int ofWeight(double decimalWeight, int... scales) {
    int scale = SIGNIFICANT_DIGITS - (int) decimalWeight;
    for (int other : scales) {
      scale = Math.max(scale, other);
    }
    return bounded(scale);
  }

  private static int bounded(int scale) {
    return Math.min(Math.max(scale, 0), Math.min(MAX_DISPLAY_SCALE, Numeric.MAX_SCALE));
  }
}
