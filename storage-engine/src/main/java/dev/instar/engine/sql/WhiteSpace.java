package dev.instar.engine.sql;

import java.util.ArrayList;
import java.util.List;

/** What stands between tokens: blanks, {@code --} comments and nested {@code /*} comments. */
record WhiteSpace(SourceText source) {

  /** The first code unit at or behind {@code start} that is neither blank nor in a comment. */
  int skip(int start) {
    int position = start;
    while (position < source.length()) {
      if (isBlank(source.at(position))) {
        position++;
      } else if (source.startsWith("--", position)) {
        position = endOfLine(position);
      } else if (source.startsWith("/*", position)) {
        position = endOfBlockComment(position);
      } else {
        return position;
      }
    }
    return position;
  }

  /** The comments in a stretch that is white space, in order. */
  List<SourceSpan> comments(int start, int end) {
    List<SourceSpan> comments = new ArrayList<>();
    int position = start;
    while (position < end) {
      if (isBlank(source.at(position))) {
        position++;
      } else {
        int begin = position;
        position = source.startsWith("--", begin) ? endOfLine(begin) : endOfBlockComment(begin);
        comments.add(new SourceSpan(begin, position));
      }
    }
    return comments;
  }

  /**
   * Where the next part of a string begins, if all between it and {@code start} is white space with
   * a line break: SQL then joins the two parts. Otherwise -1.
   */
  int continuationOfString(int start) {
    int position = start;
    boolean lineBreak = false;
    while (position < source.length()) {
      char c = source.at(position);
      if (isBlank(c)) {
        lineBreak |= c == '\n' || c == '\r';
        position++;
      } else if (source.startsWith("--", position)) {
        position = endOfLine(position);
      } else {
        return lineBreak && c == '\'' ? position : -1;
      }
    }
    return -1;
  }

  private int endOfLine(int start) {
    int position = start;
    while (position < source.length()
        && source.at(position) != '\n'
        && source.at(position) != '\r') {
      position++;
    }
    return position;
  }

  private int endOfBlockComment(int start) {
    int depth = 0;
    int position = start;
    while (position < source.length()) {
      if (source.startsWith("/*", position)) {
        depth++;
        position += 2;
      } else if (source.startsWith("*/", position)) {
        depth--;
        position += 2;
        if (depth == 0) {
          return position;
        }
      } else {
        position++;
      }
    }
    throw source.malformed(start, "unterminated /* comment");
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f' || c == 0x0b;
  }
}
