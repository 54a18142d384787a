package dev.instar.migrator.report;

import dev.instar.migrator.plan.Plan;
import dev.instar.migrator.plan.json.PlanJson;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Passwords in SQL, which no report repeats. Masked are the constant after the word {@code
 * PASSWORD}, an equals sign between them or not; what follows {@code password=} in a connection
 * string; and the password in a URL. Where it is not clear what a text is, it is masked.
 */
public final class Secrets {
  private static final Pattern WORD = Pattern.compile("password\"?", Pattern.CASE_INSENSITIVE);
  private static final Pattern IN_URL = Pattern.compile("(://[^\\s/:@']*:)[^\\s/@']+@");
  private static final String MASK = "***";
  private static final String QUOTED_MASK = "'***'";

  private final String text;

  private Secrets(String text) {
    this.text = text;
  }

  /** Whether a text holds a password. */
  public static boolean in(String text) {
    return !masked(text).equals(text);
  }

  /** The plan without its passwords; the same one if it has none. */
  static Plan masked(Plan plan) {
    // Whatever else a plan says about a statement, it has from the statement's text.
    boolean none = plan.statements().stream().noneMatch(s -> in(s.text()));
    return none ? plan : PlanJson.map(plan, Secrets::masked);
  }

  /** The text without its passwords. */
  public static String masked(String text) {
    String withoutUrls = IN_URL.matcher(text).replaceAll("$1" + MASK + "@");
    return new Secrets(withoutUrls).masked();
  }

  private String masked() {
    StringBuilder masked = new StringBuilder();
    int done = 0;
    Matcher word = WORD.matcher(text);
    while (word.find(done)) {
      int start = blanksEnd(word.end());
      boolean assigned = at(start) == '=';
      if (assigned) {
        start = blanksEnd(start + 1);
      }
      int end = secretEnd(start, assigned && start == word.end() + 1);
      masked.append(text, done, start);
      if (end > start) {
        masked.append(text.startsWith("''", start) || !isConstant(start) ? MASK : QUOTED_MASK);
      }
      done = end;
    }
    return masked.append(text, done, text.length()).toString();
  }

  /** Where the secret that begins here ends; here, if there is none. */
  private int secretEnd(int start, boolean connectionString) {
    if (connectionString && text.startsWith("''", start) && !isBoundary(start + 2)) {
      int close = text.indexOf("''", start + 2);
      return close < 0 ? text.length() : close + 2;
    }
    if (isConstant(start)) {
      return constantEnd(start);
    }
    int end = start;
    while (connectionString && !isBoundary(end)) {
      end++;
    }
    return end;
  }

  private boolean isConstant(int position) {
    return at(quote(position)) == '\'' || !dollarTag(position).isEmpty();
  }

  /** Where the quote stands of a constant that begins here, behind its prefix. */
  private int quote(int start) {
    return switch (Character.toLowerCase(at(start))) {
      case 'e', 'n' -> start + 1;
      case 'u' -> at(start + 1) == '&' ? start + 2 : start;
      default -> start;
    };
  }

  private int constantEnd(int start) {
    String tag = dollarTag(start);
    if (!tag.isEmpty()) {
      int close = text.indexOf(tag, start + tag.length());
      return close < 0 ? text.length() : close + tag.length();
    }
    boolean escapes = Character.toLowerCase(at(start)) == 'e';
    int end = quotedEnd(quote(start), escapes);
    // SQL joins constants that only a line break and blanks stand between.
    for (int next = blanksEnd(end); at(next) == '\'' && next > end; next = blanksEnd(end)) {
      end = quotedEnd(next, escapes);
    }
    return end;
  }

  private int quotedEnd(int quote, boolean escapes) {
    int position = quote + 1;
    while (position < text.length()) {
      if (escapes && at(position) == '\\') {
        position += 2;
      } else if (at(position) != '\'') {
        position++;
      } else if (at(position + 1) == '\'') {
        position += 2;
      } else {
        return position + 1;
      }
    }
    return text.length();
  }

  /** {@code $tag$} if that stands here. */
  private String dollarTag(int start) {
    if (at(start) != '$') {
      return "";
    }
    int end = start + 1;
    while (Character.isLetterOrDigit(at(end)) || at(end) == '_') {
      end++;
    }
    return at(end) == '$' ? text.substring(start, end + 1) : "";
  }

  /** The first place from here on that is neither blank nor in a comment. */
  private int blanksEnd(int start) {
    int position = start;
    while (position < text.length()) {
      if (Character.isWhitespace(at(position))) {
        position++;
      } else if (text.startsWith("--", position)) {
        position = behind("\n", position);
      } else if (text.startsWith("/*", position)) {
        position = behind("*/", position);
      } else {
        return position;
      }
    }
    return position;
  }

  private int behind(String end, int start) {
    int found = text.indexOf(end, start);
    return found < 0 ? text.length() : found + end.length();
  }

  private boolean isBoundary(int position) {
    char c = at(position);
    return c == 0 || Character.isWhitespace(c) || "'\",;)&".indexOf(c) >= 0;
  }

  private char at(int position) {
    return position < text.length() ? text.charAt(position) : 0;
  }
}
