package dev.instar.migrator.report.markdown;

import dev.instar.migrator.report.Printable;

/**
 * Text as Markdown that shows just this text. Characters that could be markup are written as
 * entities: unlike a backslash that is right within a table, within HTML and outside of both.
 */
final class Markup {
  /** Starts, ends or divides something in Markdown or HTML, wherever it stands. */
  private static final String MARKS = "&<>|\\`*[]~$";

  /** A space without width, between two characters that together would be a mention or a link. */
  private static final String APART = "&#8203;";

  private final String text;
  private final StringBuilder markup = new StringBuilder();

  private Markup(String text) {
    this.text = Printable.of(text).replaceAll("\\s+", " ");
  }

  /**
   * Words of a sentence, in one line, in which code stands between backticks. Nobody is mentioned,
   * nothing is linked.
   */
  static String words(String text) {
    String[] parts = text.split("`", -1);
    if (parts.length % 2 == 0) {
      return plain(text);
    }
    StringBuilder words = new StringBuilder();
    for (int i = 0; i < parts.length; i++) {
      words.append(i % 2 == 0 ? plain(parts[i]) : code(parts[i]));
    }
    return words.toString();
  }

  private static String plain(String text) {
    Markup words = new Markup(text);
    for (int i = 0; i < words.text.length(); i++) {
      char c = words.text.charAt(i);
      if (c == '.' && words.text.startsWith("www", Math.max(0, i - 3))) {
        words.markup.append(APART);
      }
      words.append(c, words.isMark(i) || c == '#' || (i == 0 && beginsBlock(c)));
      if (c == '@' || c == '#' || words.text.startsWith("://", i)) {
        words.markup.append(APART);
      }
    }
    return words.markup.toString();
  }

  /** Code in a line. */
  static String code(String text) {
    Markup code = new Markup(text);
    for (int i = 0; i < code.text.length(); i++) {
      code.append(code.text.charAt(i), code.isMark(i));
    }
    return "<code>" + code.markup + "</code>";
  }

  /** Code in lines of its own. */
  static String block(String language, String text) {
    String fence = "`".repeat(Math.max(3, longestRun(text, '`') + 1));
    return fence + language + "\n" + Printable.of(text).stripTrailing() + "\n" + fence + "\n";
  }

  /** Whether it may begin a list or underline a heading. */
  private static boolean beginsBlock(char c) {
    return "+-=".indexOf(c) >= 0 || (c >= '0' && c <= '9');
  }

  private void append(char c, boolean asEntity) {
    if (asEntity) {
      markup.append("&#").append((int) c).append(';');
    } else {
      markup.append(c);
    }
  }

  private boolean isMark(int position) {
    char c = text.charAt(position);
    return MARKS.indexOf(c) >= 0 || (c == '_' && !isBetweenLetters(position));
  }

  /** There underscores have no effect, and they are common in names. */
  private boolean isBetweenLetters(int position) {
    int before = position;
    while (before >= 0 && text.charAt(before) == '_') {
      before--;
    }
    int behind = position;
    while (behind < text.length() && text.charAt(behind) == '_') {
      behind++;
    }
    return before >= 0
        && behind < text.length()
        && Character.isLetterOrDigit(text.charAt(before))
        && Character.isLetterOrDigit(text.charAt(behind));
  }

  private static int longestRun(String text, char c) {
    int longest = 0;
    int run = 0;
    for (int i = 0; i < text.length(); i++) {
      run = text.charAt(i) == c ? run + 1 : 0;
      longest = Math.max(longest, run);
    }
    return longest;
  }
}
