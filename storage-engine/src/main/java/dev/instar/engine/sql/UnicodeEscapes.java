package dev.instar.engine.sql;

import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlState;

/** The escapes of {@code U&'…'} and {@code U&"…"}: {@code \0061} and {@code \+000061}. */
final class UnicodeEscapes {
  private UnicodeEscapes() {}

  /**
   * @throws SqlException with 42601 if an escape stands for no character
   */
  static String decode(String text, char escape) {
    StringBuilder decoded = new StringBuilder();
    int high = -1;
    int position = 0;
    while (position < text.length()) {
      char c = text.charAt(position);
      boolean escaped = c == escape;
      if (escaped && position + 1 < text.length() && text.charAt(position + 1) == escape) {
        escaped = false;
        position++;
      }
      if (!escaped) {
        checkNone(high);
        decoded.append(c);
        position++;
        continue;
      }
      boolean six = position + 1 < text.length() && text.charAt(position + 1) == '+';
      int digits = position + (six ? 2 : 1);
      int codePoint = codePoint(text, digits, six ? 6 : 4);
      position = digits + (six ? 6 : 4);
      if (high >= 0) {
        decoded.appendCodePoint(pair(high, codePoint));
        high = -1;
      } else if (isSurrogate(codePoint)) {
        high = codePoint;
      } else {
        decoded.appendCodePoint(codePoint);
      }
    }
    checkNone(high);
    return decoded.toString();
  }

  private static boolean isSurrogate(int codePoint) {
    return Character.isBmpCodePoint(codePoint) && Character.isSurrogate((char) codePoint);
  }

  private static void checkNone(int high) {
    if (high >= 0) {
      throw invalidPair();
    }
  }

  /** The character that {@code length} hexadecimal digits stand for; never NUL. */
  static int codePoint(String text, int start, int length) {
    int value = 0;
    for (int i = start; i < start + length; i++) {
      int digit = i < text.length() ? Character.digit(text.charAt(i), 16) : -1;
      if (digit < 0) {
        throw new SqlException(SqlState.SYNTAX_ERROR, "invalid Unicode escape");
      }
      value = (value << 4) | digit;
    }
    if (value <= 0 || value > Character.MAX_CODE_POINT) {
      throw new SqlException(SqlState.SYNTAX_ERROR, "invalid Unicode escape value");
    }
    return value;
  }

  static int pair(int high, int low) {
    boolean valid =
        isSurrogate(high) && isSurrogate(low) && Character.isSurrogatePair((char) high, (char) low);
    if (!valid) {
      throw invalidPair();
    }
    return Character.toCodePoint((char) high, (char) low);
  }

  static SqlException invalidPair() {
    return new SqlException(SqlState.SYNTAX_ERROR, "invalid Unicode surrogate pair");
  }
}
