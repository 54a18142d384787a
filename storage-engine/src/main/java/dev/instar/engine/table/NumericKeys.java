package dev.instar.engine.table;

import dev.instar.engine.type.Numeric;
import java.math.BigDecimal;

/**
 * Numbers as ordered bytes: a byte for the sign; the power of ten of the first digit; the digits,
 * two in a byte as 1 to 100, without zeros at the end; a zero. Of a negative number what is behind
 * the sign is inverted. 123.4 is {@code 05 | 81 03 | 0D 23 | 00}: 0.1234 × 10³, 12+1, 34+1.
 */
final class NumericKeys {
  private static final int NEGATIVE_INFINITY = 1;
  private static final int NEGATIVE = 2;
  private static final int ZERO = 3;
  private static final int POSITIVE = 5;
  private static final int INFINITY = 6;
  private static final int NAN = 7;

  private NumericKeys() {}

  static void write(ByteWriter out, Numeric value) {
    if (value.isNaN()) {
      out.put(NAN);
    } else if (value.isInfinite()) {
      out.put(value.signum() > 0 ? INFINITY : NEGATIVE_INFINITY);
    } else {
      write(out, value.value());
    }
  }

  static void write(ByteWriter out, BigDecimal value) {
    int sign = value.signum();
    if (sign == 0) {
      out.put(ZERO);
      return;
    }
    out.put(sign > 0 ? POSITIVE : NEGATIVE);
    int start = out.length();
    String digits = value.unscaledValue().abs().toString();
    KeyEncoder.putWhole(out, (long) digits.length() - value.scale());
    int end = digits.length();
    while (digits.charAt(end - 1) == '0') {
      end--;
    }
    for (int i = 0; i < end; i += 2) {
      int tens = digits.charAt(i) - '0';
      int ones = i + 1 < end ? digits.charAt(i + 1) - '0' : 0;
      out.put(tens * 10 + ones + 1);
    }
    out.put(0);
    if (sign < 0) {
      out.invert(start);
    }
  }
}
