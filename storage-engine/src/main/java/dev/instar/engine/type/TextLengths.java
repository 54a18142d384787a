package dev.instar.engine.type;

import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlState;

/** What {@code varchar(n)} and {@code char(n)} do to a text that is too long or too short. */
final class TextLengths {
  private TextLengths() {}

  static String varchar(String text, int length, boolean explicit) {
    return cut(text, length, explicit, "character varying");
  }

  static PaddedText character(PaddedText value, int length, boolean explicit) {
    String text = cut(value.padded(), length, explicit, "character");
    int missing = length - text.codePointCount(0, text.length());
    return new PaddedText(missing > 0 ? text + " ".repeat(missing) : text);
  }

  /** Blanks beyond the length are dropped without a word. */
  private static String cut(String text, int length, boolean explicit, String type) {
    if (text.length() <= length || text.codePointCount(0, text.length()) <= length) {
      return text;
    }
    int end = text.offsetByCodePoints(0, length);
    boolean blank = text.chars().skip(end).allMatch(c -> c == ' ');
    if (!blank && !explicit) {
      throw new SqlException(
          SqlState.STRING_DATA_RIGHT_TRUNCATION,
          "value too long for type " + type + "(" + length + ")");
    }
    return text.substring(0, end);
  }
}
