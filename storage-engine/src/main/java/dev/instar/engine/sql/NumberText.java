package dev.instar.engine.sql;

import java.math.BigInteger;

/**
 * A number as written: {@code 42}, {@code 1_000}, {@code 0xFF}, {@code 1.5}, {@code .5}, {@code
 * 1e10}.
 *
 * @param integer whether it has neither a point nor an exponent
 * @param end one past its last code unit
 */
record NumberText(boolean integer, int end) {

  /** What an integer as written means. */
  static BigInteger valueOf(String integer) {
    String digits = integer.replace("_", "");
    int radix = radix(new SourceText(digits), 0);
    return radix == 10 ? new BigInteger(digits) : new BigInteger(digits.substring(2), radix);
  }

  static NumberText at(SourceText source, int start) {
    int radix = radix(source, start);
    if (radix != 10) {
      int end = digits(source, start + 2, radix, true);
      if (end == start + 2) {
        throw source.malformed(start, "invalid " + radixName(radix) + " integer");
      }
      return new NumberText(true, end);
    }
    int end = digits(source, start, 10, false);
    boolean integer = true;
    // In 1..10 the dots belong to PL/pgSQL's range, not to the number.
    if (source.at(end) == '.' && source.at(end + 1) != '.') {
      integer = false;
      end = digits(source, end + 1, 10, false);
    }
    int exponent = endOfExponent(source, end);
    return exponent < 0 ? new NumberText(integer, end) : new NumberText(false, exponent);
  }

  private static int radix(SourceText source, int start) {
    if (source.at(start) != '0') {
      return 10;
    }
    return switch (source.at(start + 1)) {
      case 'x', 'X' -> 16;
      case 'o', 'O' -> 8;
      case 'b', 'B' -> 2;
      default -> 10;
    };
  }

  private static String radixName(int radix) {
    return radix == 16 ? "hexadecimal" : radix == 8 ? "octal" : "binary";
  }

  /** One past the digits from {@code start}, with single underscores between (or before) them. */
  private static int digits(SourceText source, int start, int radix, boolean leadingUnderscore) {
    int position = start;
    while (true) {
      boolean underscore = source.at(position) == '_' && (leadingUnderscore || position > start);
      int digit = underscore ? position + 1 : position;
      if (source.at(digit) >= 0x80 || Character.digit(source.at(digit), radix) < 0) {
        return position;
      }
      position = digit + 1;
    }
  }

  private static int endOfExponent(SourceText source, int start) {
    if (source.at(start) != 'e' && source.at(start) != 'E') {
      return -1;
    }
    int sign = source.at(start + 1) == '+' || source.at(start + 1) == '-' ? 1 : 0;
    int first = start + 1 + sign;
    int end = digits(source, first, 10, false);
    return end == first ? -1 : end;
  }
}
