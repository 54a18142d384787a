package dev.instar.engine.type;

/**
 * Whole numbers as text: decimal, or hexadecimal, octal and binary with their prefixes; underscores
 * between digits.
 */
final class IntegerText {
  private static final int NOT_A_DIGIT = 99;

  private IntegerText() {}

  /**
   * @throws dev.instar.engine.error.SqlException with 22P02, or with 22003 outside min … max
   */
  static long parse(String text, String type, long min, long max) {
    int i = 0;
    int end = text.length();
    while (i < end && isSpace(text.charAt(i))) {
      i++;
    }
    while (end > i && isSpace(text.charAt(end - 1))) {
      end--;
    }
    boolean negative = i < end && text.charAt(i) == '-';
    if (i < end && (text.charAt(i) == '-' || text.charAt(i) == '+')) {
      i++;
    }
    int radix = radixAt(text, i, end);
    if (radix != 10) {
      i += 2;
      if (i < end && text.charAt(i) == '_') {
        i++;
      }
    }
    return digits(text, i, end, radix, negative, type, min, max);
  }

  private static int radixAt(String text, int i, int end) {
    if (i + 1 >= end || text.charAt(i) != '0') {
      return 10;
    }
    return switch (text.charAt(i + 1)) {
      case 'x', 'X' -> 16;
      case 'o', 'O' -> 8;
      case 'b', 'B' -> 2;
      default -> 10;
    };
  }

  private static long digits(
      String text,
      int from,
      int end,
      int radix,
      boolean negative,
      String type,
      long min,
      long max) {
    if (from >= end) {
      throw InputErrors.syntax(type, text);
    }
    long value = 0; // negative, as there is one more negative number
    boolean overflow = false;
    for (int i = from; i < end; i++) {
      char c = text.charAt(i);
      if (c == '_' && i > from && i + 1 < end && text.charAt(i - 1) != '_') {
        continue;
      }
      int digit = digit(c);
      if (digit >= radix) {
        throw InputErrors.syntax(type, text);
      }
      if (value < (Long.MIN_VALUE + digit) / radix) {
        overflow = true;
      }
      value = value * radix - digit;
    }
    boolean unrepresentable = overflow || (!negative && value == Long.MIN_VALUE);
    long signed = negative ? value : -value;
    if (unrepresentable || signed < min || signed > max) {
      throw InputErrors.valueOutOfRange(type, text);
    }
    return signed;
  }

  private static int digit(char c) {
    if (c >= '0' && c <= '9') {
      return c - '0';
    }
    char lower = (char) (c | 0x20);
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : NOT_A_DIGIT;
  }

  static boolean isSpace(char c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
  }
}
