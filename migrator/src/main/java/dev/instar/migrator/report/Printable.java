package dev.instar.migrator.report;

import java.util.Locale;

/**
 * Text of the user's that may go to a terminal or a page: what would steer it is shown instead.
 * That is control characters, so that no name can colour, clear or retitle a terminal; marks that
 * turn the direction of text, by which SQL can look like other SQL; and halves of characters.
 */
public final class Printable {
  private Printable() {}

  /**
   * The text with every such character as {@code <U+001B>}. Tab, line feed and carriage return
   * stay.
   */
  public static String of(String text) {
    if (text.codePoints().noneMatch(Printable::steers)) {
      return text;
    }
    StringBuilder shown = new StringBuilder();
    text.codePoints()
        .forEach(
            c -> {
              if (steers(c)) {
                shown.append(String.format(Locale.ROOT, "<U+%04X>", c));
              } else {
                shown.appendCodePoint(c);
              }
            });
    return shown.toString();
  }

  static boolean steers(int codePoint) {
    if (codePoint == '\t' || codePoint == '\n' || codePoint == '\r') {
      return false;
    }
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          true;
      case Character.FORMAT -> turnsDirection(codePoint);
      // The last two of each plane are no characters; no document in XML may have them.
      default -> (codePoint & 0xFFFE) == 0xFFFE;
    };
  }

  /** The marks of Unicode's bidirectional algorithm (UAX 9, section 2), and invisible ones. */
  private static boolean turnsDirection(int c) {
    return c == 0x061C
        || c == 0x200B
        || c == 0x200E
        || c == 0x200F
        || (c >= 0x202A && c <= 0x202E)
        || (c >= 0x2066 && c <= 0x2069)
        || c == 0xFEFF;
  }
}
