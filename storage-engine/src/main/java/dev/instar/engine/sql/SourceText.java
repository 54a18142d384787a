package dev.instar.engine.sql;

import java.util.Arrays;

/** The text being parsed, and the errors that point into it. */
final class SourceText {
  private static final String MALFORMED = "42601";
  private static final String UNSUPPORTED = "0A000";
  private static final String NAME_TOO_LONG = "42622";

  private final String text;

  /** Where each line begins, in ascending order. */
  private final int[] lineStarts;

  SourceText(String text) {
    this.text = text;
    this.lineStarts = lineStarts(text);
    int nul = text.indexOf('\0');
    if (nul >= 0) {
      throw malformed(nul, "the text contains a NUL character, which no PostgreSQL server takes");
    }
  }

  private static int[] lineStarts(String text) {
    int lines = 1 + (int) text.chars().filter(c -> c == '\n').count();
    int[] starts = new int[lines];
    for (int line = 1; line < lines; line++) {
      starts[line] = text.indexOf('\n', starts[line - 1]) + 1;
    }
    return starts;
  }

  int length() {
    return text.length();
  }

  /** The code unit at {@code index}; NUL, which the text never contains, behind its end. */
  char at(int index) {
    return index < text.length() ? text.charAt(index) : '\0';
  }

  String slice(int start, int end) {
    return text.substring(start, end);
  }

  boolean startsWith(String prefix, int index) {
    return text.startsWith(prefix, index);
  }

  int indexOf(String part, int from) {
    return text.indexOf(part, from);
  }

  /** Where the line behind the one at {@code offset} begins; the text's length behind the last. */
  int behindLine(int offset) {
    int lineBreak = text.indexOf('\n', offset);
    return lineBreak < 0 ? text.length() : lineBreak + 1;
  }

  /** The line of the code unit at {@code offset}, from 1. */
  int lineOf(int offset) {
    int found = Arrays.binarySearch(lineStarts, offset);
    return found >= 0 ? found + 1 : -found - 1;
  }

  /** The column of the code unit at {@code offset} in its line, from 1, in code points. */
  int columnOf(int offset) {
    return text.codePointCount(lineStarts[lineOf(offset) - 1], offset) + 1;
  }

  SqlSyntaxException malformed(int offset, String reason) {
    return error(MALFORMED, offset, reason);
  }

  SqlSyntaxException unsupported(int offset, String reason) {
    return error(UNSUPPORTED, offset, reason);
  }

  SqlSyntaxException nameTooLong(int offset, String reason) {
    return error(NAME_TOO_LONG, offset, reason);
  }

  private SqlSyntaxException error(String sqlState, int offset, String reason) {
    return new SqlSyntaxException(sqlState, reason, offset, lineOf(offset), columnOf(offset));
  }
}
