package dev.instar.engine.function;

import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlState;

/** SIMILAR TO's patterns as regular expressions, as {@code similar_to_escape} gives them. */
final class SimilarPattern {
  private SimilarPattern() {}

  static String toRegularExpression(String pattern, String escape) {
    if (escape.codePointCount(0, escape.length()) > 1) {
      throw new SqlException(SqlState.INVALID_ESCAPE_SEQUENCE, "invalid escape string")
          .with(SqlException.Field.HINT, "Escape string must be empty or one character.");
    }
    int escapeChar = escape.isEmpty() ? -1 : escape.codePointAt(0);
    StringBuilder out = new StringBuilder("^(?:");
    boolean escaped = false;
    boolean inClass = false;
    for (int point : pattern.codePoints().toArray()) {
      if (escaped) {
        if (point == '"') {
          throw SqlException.unsupported("escape-double-quote separators in SIMILAR TO patterns");
        }
        out.append('\\').appendCodePoint(point);
        escaped = false;
      } else if (point == escapeChar) {
        escaped = true;
      } else if (inClass) {
        out.append(point == '\\' ? "\\" : "").appendCodePoint(point);
        inClass = point != ']';
      } else {
        switch (point) {
          case '[' -> {
            out.append('[');
            inClass = true;
          }
          case '%' -> out.append(".*");
          case '_' -> out.append('.');
          case '(' -> out.append("(?:");
          case '\\', '.', '^', '$' -> out.append('\\').appendCodePoint(point);
          default -> out.appendCodePoint(point);
        }
      }
    }
    return out.append(")$").toString();
  }
}
