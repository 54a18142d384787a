package dev.instar.engine.function;

import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlState;

/** LIKE and ILIKE, by backtracking over code points. Stateless. */
final class LikePattern {
  private LikePattern() {}

  /**
   * @throws SqlException with 22025 where an escape character ends the pattern
   */
  static boolean matches(String text, String pattern, boolean fold, Collation collation) {
    String t = fold ? collation.lower(text) : text;
    String p = fold ? collation.lower(pattern) : pattern;
    return matches(t.codePoints().toArray(), p.codePoints().toArray());
  }

  private static boolean matches(int[] text, int[] pattern) {
    int t = 0;
    int p = 0;
    int star = -1;
    int resume = 0;
    while (t < text.length) {
      int width = p < pattern.length && pattern[p] == '\\' ? 2 : 1;
      if (p < pattern.length && pattern[p] == '%') {
        star = p++;
        resume = t;
      } else if (p < pattern.length && one(text[t], pattern, p)) {
        t++;
        p += width;
      } else if (star >= 0) {
        p = star + 1;
        t = ++resume;
      } else {
        return false;
      }
    }
    while (p < pattern.length && pattern[p] == '%') {
      p++;
    }
    return p == pattern.length;
  }

  private static boolean one(int c, int[] pattern, int p) {
    if (pattern[p] == '\\') {
      if (p + 1 == pattern.length) {
        throw new SqlException(
            SqlState.INVALID_ESCAPE_SEQUENCE, "LIKE pattern must not end with escape character");
      }
      return pattern[p + 1] == c;
    }
    return pattern[p] == '_' || pattern[p] == c;
  }

  /** The pattern with backslash as its escape character, whatever {@code escape} was. */
  static String withEscape(String pattern, String escape) {
    if (escape.codePointCount(0, escape.length()) > 1) {
      throw new SqlException(SqlState.INVALID_ESCAPE_SEQUENCE, "invalid escape string")
          .with(SqlException.Field.HINT, "Escape string must be empty or one character.");
    }
    if (escape.equals("\\")) {
      return pattern;
    }
    StringBuilder out = new StringBuilder();
    int escapeChar = escape.isEmpty() ? -1 : escape.codePointAt(0);
    boolean escaped = false;
    for (int point : pattern.codePoints().toArray()) {
      if (point == escapeChar && !escaped) {
        out.append('\\');
        escaped = true;
        continue;
      }
      if (point == '\\' && !escaped) {
        out.append('\\');
      }
      out.appendCodePoint(point);
      escaped = false;
    }
    return out.toString();
  }
}
