package dev.instar.engine.type;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/**
 * A value of numeric: a decimal number with a display scale, or NaN, or an infinity. 1.0 and 1.00
 * print differently and are equal. NaN is equal to itself and above everything. Immutable.
 */
public final class Numeric implements Comparable<Numeric> {
  public static final Numeric NAN = new Numeric(null, 2);
  public static final Numeric INFINITY = new Numeric(null, 1);
  public static final Numeric NEGATIVE_INFINITY = new Numeric(null, -1);
  public static final Numeric ZERO = new Numeric(BigDecimal.ZERO, 0);
  public static final Numeric ONE = new Numeric(BigDecimal.ONE, 0);

  /** Digits before the decimal point, as {@code NUMERIC_WEIGHT_MAX} allows. */
  public static final int MAX_WHOLE_DIGITS = 131072;

  /** Digits behind it. */
  public static final int MAX_SCALE = 16383;

  private final BigDecimal value;
  private final int special; // 0 for a number, 1 and -1 for the infinities, 2 for NaN

  private Numeric(BigDecimal value, int special) {
    this.value = value;
    this.special = special;
  }

  /**
   * @param value of scale 0 at least; a negative one is brought to 0
   * @throws dev.instar.engine.error.SqlException with 22003 beyond the format's limits
   */
  public static Numeric of(BigDecimal value) {
    BigDecimal scaled = value.scale() < 0 ? value.setScale(0) : value;
    if (scaled.scale() > MAX_SCALE) {
      scaled = scaled.setScale(MAX_SCALE, RoundingMode.HALF_UP);
    }
    if (scaled.precision() - scaled.scale() > MAX_WHOLE_DIGITS) {
      throw InputErrors.numericOverflow();
    }
    return new Numeric(scaled, 0);
  }

  public static Numeric of(long value) {
    return new Numeric(BigDecimal.valueOf(value), 0);
  }

  public static Numeric of(BigInteger value) {
    return of(new BigDecimal(value));
  }

  public boolean isNumber() {
    return special == 0;
  }

  public boolean isNaN() {
    return special == 2;
  }

  public boolean isInfinite() {
    return special == 1 || special == -1;
  }

  /** -1, 0 or 1; of NaN 1. */
  public int signum() {
    return special == 0 ? value.signum() : Integer.signum(special);
  }

  /** The number; null of NaN and the infinities. */
  public BigDecimal value() {
    return value;
  }

  public Numeric negate() {
    return switch (special) {
      case 0 -> new Numeric(value.negate(), 0);
      case 1 -> NEGATIVE_INFINITY;
      case -1 -> INFINITY;
      default -> this;
    };
  }

  /** Rounded half away from zero, as {@code round(numeric, integer)} does. */
  public Numeric round(int scale) {
    if (special != 0) {
      return this;
    }
    int bounded = Math.max(-MAX_WHOLE_DIGITS, Math.min(MAX_SCALE, scale));
    return of(value.setScale(bounded, RoundingMode.HALF_UP).setScale(Math.max(0, bounded)));
  }

  public double toDouble() {
    return switch (special) {
      case 0 -> value.doubleValue();
      case 1 -> Double.POSITIVE_INFINITY;
      case -1 -> Double.NEGATIVE_INFINITY;
      default -> Double.NaN;
    };
  }

  @Override
  public int compareTo(Numeric other) {
    return special == 0 && other.special == 0
        ? value.compareTo(other.value)
        : Integer.compare(special, other.special);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Numeric numeric && compareTo(numeric) == 0;
  }

  @Override
  public int hashCode() {
    return special == 0 ? value.stripTrailingZeros().hashCode() : special;
  }

  @Override
  public String toString() {
    return switch (special) {
      case 0 -> value.toPlainString();
      case 1 -> "Infinity";
      case -1 -> "-Infinity";
      default -> "NaN";
    };
  }
}
