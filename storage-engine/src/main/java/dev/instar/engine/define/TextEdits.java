package dev.instar.engine.define;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Stretches of a text that are replaced by others. Of one thread. */
final class TextEdits {
  private record Edit(int start, int end, String replacement) {}

  private final String text;
  private final List<Edit> edits = new ArrayList<>();

  TextEdits(String text) {
    this.text = text;
  }

  /** Half-open, in UTF-16 code units. Stretches must not overlap; the same edit may come twice. */
  void replace(int start, int end, String replacement) {
    Edit edit = new Edit(start, end, replacement);
    if (!edits.contains(edit)) {
      edits.add(edit);
    }
  }

  String apply() {
    edits.sort(Comparator.comparingInt(Edit::start));
    StringBuilder edited = new StringBuilder();
    int position = 0;
    for (Edit edit : edits) {
      edited.append(text, position, edit.start()).append(edit.replacement());
      position = edit.end();
    }
    return edited.append(text.substring(position)).toString();
  }

  /** Where a name ends that begins at an offset, with all its parts: {@code s."t".a}. */
  static int endOfName(String text, int start) {
    int end = endOfPart(text, start);
    while (true) {
      int dot = blanks(text, end);
      if (dot >= text.length() || text.charAt(dot) != '.') {
        return end;
      }
      int next = blanks(text, dot + 1);
      if (next >= text.length() || text.charAt(next) == '*') {
        return end;
      }
      end = endOfPart(text, next);
    }
  }

  private static int blanks(String text, int start) {
    int position = start;
    while (position < text.length() && Character.isWhitespace(text.charAt(position))) {
      position++;
    }
    return position;
  }

  private static int endOfPart(String text, int start) {
    int position = start;
    if (text.charAt(position) == '"') {
      position++;
      while (position < text.length()) {
        boolean quote = text.charAt(position) == '"';
        if (quote && (position + 1 >= text.length() || text.charAt(position + 1) != '"')) {
          return position + 1;
        }
        position += quote ? 2 : 1;
      }
      return position;
    }
    while (position < text.length()
        && (Character.isJavaIdentifierPart(text.charAt(position))
            || text.charAt(position) > 0x7f)) {
      position++;
    }
    return position;
  }
}
