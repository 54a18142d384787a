package dev.instar.engine.type;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.regex.Pattern;

/** Floating point as text: the fewest digits that read back, laid out as C's {@code %g} does. */
final class FloatText {
  private static final Pattern DECIMAL =
      Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?");
  private static final Pattern HEXADECIMAL =
      Pattern.compile("[+-]?0[xX]\\p{XDigit}+(\\.\\p{XDigit}*)?([pP][+-]?\\d+)?");
  private static final int DOUBLE_DIGITS = 15;
  private static final int FLOAT_DIGITS = 6;

  private FloatText() {}

  static double parseDouble(String text) {
    String trimmed = text.strip();
    Double special = special(trimmed);
    if (special != null) {
      return special;
    }
    double value = Double.parseDouble(checked(trimmed, text, "double precision"));
    if (Double.isInfinite(value) || (value == 0 && hasDigit(trimmed))) {
      throw outOfRange(trimmed, "double precision");
    }
    return value;
  }

  static float parseFloat(String text) {
    String trimmed = text.strip();
    Double special = special(trimmed);
    if (special != null) {
      return special.floatValue();
    }
    float value = Float.parseFloat(checked(trimmed, text, "real"));
    if (Float.isInfinite(value) || (value == 0 && hasDigit(trimmed))) {
      throw outOfRange(trimmed, "real");
    }
    return value;
  }

  private static dev.instar.engine.error.SqlException outOfRange(String text, String type) {
    return new dev.instar.engine.error.SqlException(
        dev.instar.engine.error.SqlState.NUMERIC_VALUE_OUT_OF_RANGE,
        "\"" + text + "\" is out of range for type " + type);
  }

  private static Double special(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "nan" -> Double.NaN;
      case "infinity", "+infinity", "inf", "+inf" -> Double.POSITIVE_INFINITY;
      case "-infinity", "-inf" -> Double.NEGATIVE_INFINITY;
      default -> null;
    };
  }

  private static String checked(String trimmed, String text, String type) {
    if (DECIMAL.matcher(trimmed).matches()) {
      return trimmed;
    }
    if (HEXADECIMAL.matcher(trimmed).matches()) {
      return trimmed.contains("p") || trimmed.contains("P") ? trimmed : trimmed + "p0";
    }
    throw InputErrors.syntax(type, text);
  }

  /** Whether a text that came out as zero is not zero: it was too small. */
  private static boolean hasDigit(String text) {
    int end = text.toLowerCase(Locale.ROOT).indexOf('e');
    String mantissa = end < 0 || text.contains("x") ? text : text.substring(0, end);
    return mantissa.chars().anyMatch(c -> c >= '1' && c <= '9');
  }

  static String print(double value, int extraDigits) {
    if (Double.isNaN(value)) {
      return "NaN";
    }
    if (Double.isInfinite(value)) {
      return value > 0 ? "Infinity" : "-Infinity";
    }
    if (value == 0) {
      return 1 / value < 0 ? "-0" : "0";
    }
    if (extraDigits <= 0) {
      int digits = Math.max(1, DOUBLE_DIGITS + extraDigits);
      return layout(rounded(new BigDecimal(value), digits), digits);
    }
    BigDecimal exact = new BigDecimal(value);
    BigDecimal above = neighbour(Math.nextUp(value), exact);
    BigDecimal below = neighbour(Math.nextDown(value), exact);
    return layout(
        shortest(new BigDecimal(Double.toString(value)), exact, below, above), DOUBLE_DIGITS);
  }

  private static BigDecimal neighbour(double value, BigDecimal exact) {
    return Double.isInfinite(value) ? exact.multiply(BigDecimal.TWO) : new BigDecimal(value);
  }

  static String print(float value, int extraDigits) {
    if (Float.isNaN(value) || Float.isInfinite(value) || value == 0) {
      return print((double) value, extraDigits);
    }
    if (extraDigits <= 0) {
      int digits = Math.max(1, FLOAT_DIGITS + extraDigits);
      return layout(rounded(new BigDecimal(value), digits), digits);
    }
    BigDecimal exact = new BigDecimal(value);
    BigDecimal above = neighbour(Math.nextUp(value), exact);
    BigDecimal below = neighbour(Math.nextDown(value), exact);
    return layout(
        shortest(new BigDecimal(Float.toString(value)), exact, below, above), FLOAT_DIGITS);
  }

  private static BigDecimal rounded(BigDecimal value, int digits) {
    return value.round(new MathContext(digits, RoundingMode.HALF_EVEN));
  }

  /**
   * Java prints at least two digits, where one may do; and it takes a text half way to the next
   * number, which PostgreSQL does not, as not every reader rounds it to even.
   */
  private static BigDecimal shortest(
      BigDecimal java, BigDecimal exact, BigDecimal below, BigDecimal above) {
    BigDecimal stripped = java.stripTrailingZeros();
    if (stripped.precision() == 2) {
      BigDecimal one = rounded(exact, 1);
      stripped = readsBack(one, exact, below, above) ? one : stripped;
    }
    BigDecimal candidate = stripped;
    for (int digits = stripped.precision() + 1;
        !readsBack(candidate, exact, below, above);
        digits++) {
      candidate = rounded(exact, digits);
    }
    return candidate;
  }

  private static boolean readsBack(
      BigDecimal text, BigDecimal exact, BigDecimal below, BigDecimal above) {
    BigDecimal twice = text.multiply(BigDecimal.TWO);
    return twice.compareTo(exact.add(below)) > 0 && twice.compareTo(exact.add(above)) < 0;
  }

  private static String layout(BigDecimal decimal, int digitsAtMost) {
    BigDecimal value = decimal.stripTrailingZeros();
    String digits = value.unscaledValue().abs().toString();
    int exponent = digits.length() - value.scale() - 1;
    String sign = value.signum() < 0 ? "-" : "";
    if (exponent >= -4 && exponent < digitsAtMost) {
      return sign + value.abs().toPlainString();
    }
    String mantissa = digits.length() == 1 ? digits : digits.charAt(0) + "." + digits.substring(1);
    String size = Integer.toString(Math.abs(exponent));
    return sign + mantissa + (exponent < 0 ? "e-" : "e+") + (size.length() < 2 ? "0" + size : size);
  }
}
