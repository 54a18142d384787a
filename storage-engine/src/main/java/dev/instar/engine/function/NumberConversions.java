package dev.instar.engine.function;

import dev.instar.engine.error.SqlException;
import dev.instar.engine.type.InputErrors;
import dev.instar.engine.type.Numeric;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;

/** Numbers of one type as numbers of another. Floating point rounds half to even, numeric away. */
final class NumberConversions {
  private static final MathContext DOUBLE_DIGITS = new MathContext(15, RoundingMode.HALF_EVEN);
  private static final MathContext FLOAT_DIGITS = new MathContext(6, RoundingMode.HALF_EVEN);
  private static final BigInteger MIN_LONG = BigInteger.valueOf(Long.MIN_VALUE);
  private static final BigInteger MAX_LONG = BigInteger.valueOf(Long.MAX_VALUE);

  private NumberConversions() {}

  /**
   * @throws SqlException with 22003
   */
  static Object to(String type, Object value) {
    Object number = value instanceof Boolean bool ? (bool ? 1 : 0) : value;
    return switch (type) {
      case "int2" -> (short) whole(number, "smallint", Short.MIN_VALUE, Short.MAX_VALUE);
      case "int4" -> (int) whole(number, "integer", Integer.MIN_VALUE, Integer.MAX_VALUE);
      case "int8" -> whole(number, "bigint", Long.MIN_VALUE, Long.MAX_VALUE);
      case "numeric" -> numeric(number);
      case "float4" -> real(number);
      default -> toDouble(number);
    };
  }

  static Object oid(Object value) {
    long number = ((Number) value).longValue();
    if (value instanceof Long && (number < 0 || number > 0xFFFF_FFFFL)) {
      throw InputErrors.outOfRange("OID");
    }
    return number & 0xFFFF_FFFFL;
  }

  static long whole(Object value, String type, long min, long max) {
    long number;
    switch (value) {
      case Numeric numeric -> {
        if (!numeric.isNumber()) {
          throw new SqlException(
              dev.instar.engine.error.SqlState.FEATURE_NOT_SUPPORTED,
              "cannot convert " + (numeric.isNaN() ? "NaN" : "infinity") + " to " + type);
        }
        BigInteger rounded = numeric.value().setScale(0, RoundingMode.HALF_UP).toBigInteger();
        if (rounded.compareTo(MIN_LONG) < 0 || rounded.compareTo(MAX_LONG) > 0) {
          throw InputErrors.outOfRange(type);
        }
        number = rounded.longValue();
      }
      case Double d -> number = rounded(d, type);
      case Float f -> number = rounded(f, type);
      default -> number = ((Number) value).longValue();
    }
    if (number < min || number > max) {
      throw InputErrors.outOfRange(type);
    }
    return number;
  }

  private static long rounded(double value, String type) {
    double rounded = Math.rint(value);
    if (Double.isNaN(rounded) || rounded < -0x1p63 || rounded >= 0x1p63) {
      throw InputErrors.outOfRange(type);
    }
    return (long) rounded;
  }

  static Numeric numeric(Object value) {
    return switch (value) {
      case Numeric numeric -> numeric;
      case Double d -> fromDouble(d, DOUBLE_DIGITS);
      case Float f -> fromDouble(f, FLOAT_DIGITS);
      default -> Numeric.of(((Number) value).longValue());
    };
  }

  private static Numeric fromDouble(double value, MathContext digits) {
    if (Double.isNaN(value)) {
      return Numeric.NAN;
    }
    if (Double.isInfinite(value)) {
      return value > 0 ? Numeric.INFINITY : Numeric.NEGATIVE_INFINITY;
    }
    BigDecimal rounded = new BigDecimal(value).round(digits).stripTrailingZeros();
    return Numeric.of(rounded.signum() == 0 ? BigDecimal.ZERO : rounded);
  }

  static double toDouble(Object value) {
    if (value instanceof Numeric numeric) {
      double d = numeric.toDouble();
      if (numeric.isNumber() && (Double.isInfinite(d) || (d == 0 && numeric.signum() != 0))) {
        throw new SqlException(
            dev.instar.engine.error.SqlState.NUMERIC_VALUE_OUT_OF_RANGE,
            "\"" + numeric + "\" is out of range for type double precision");
      }
      return d;
    }
    return ((Number) value).doubleValue();
  }

  private static float real(Object value) {
    if (value instanceof Numeric numeric && numeric.isNumber()) {
      float f = numeric.value().floatValue();
      if (Float.isInfinite(f) || (f == 0 && numeric.signum() != 0)) {
        throw new SqlException(
            dev.instar.engine.error.SqlState.NUMERIC_VALUE_OUT_OF_RANGE,
            "\"" + numeric + "\" is out of range for type real");
      }
      return f;
    }
    if (value instanceof Double d) {
      float f = d.floatValue();
      if (Float.isInfinite(f) && !Double.isInfinite(d)) {
        throw FloatFunctions.overflow();
      }
      if (f == 0 && d != 0) {
        throw FloatFunctions.underflow();
      }
      return f;
    }
    return value instanceof Numeric numeric
        ? (float) numeric.toDouble()
        : ((Number) value).floatValue();
  }
}
