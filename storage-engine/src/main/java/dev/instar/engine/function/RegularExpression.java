package dev.instar.engine.function;

import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlState;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * PostgreSQL's advanced regular expressions as Java's. What they share is taken over; classes and
 * escapes are rewritten; where the two would find different matches (alternatives of which POSIX
 * takes the longest, mixed greediness) they agree on whether there is a match, and where that would
 * not do (collating elements, embedded options, back references) the pattern is refused.
 */
final class RegularExpression {
  private final String source;
  private final StringBuilder out = new StringBuilder();
  private int at;

  private RegularExpression(String source) {
    this.source = source;
  }

  /**
   * @param flags as regexp_replace takes them: g is ignored here
   * @throws SqlException with 2201B for what is no regular expression, 22023 for unknown flags
   */
  static Pattern compile(String source, String flags) {
    int options = Pattern.DOTALL;
    boolean quote = false;
    for (int i = 0; i < flags.length(); i++) {
      char flag = flags.charAt(i);
      switch (flag) {
        case 'g', 'c', 's', 't', 'e' -> {}
        case 'i' -> options |= Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE;
        case 'n', 'm' ->
            options = (options & ~Pattern.DOTALL) | Pattern.MULTILINE | Pattern.UNIX_LINES;
        case 'p' -> options = (options & ~Pattern.DOTALL) | Pattern.UNIX_LINES;
        case 'w' -> options |= Pattern.MULTILINE | Pattern.UNIX_LINES;
        case 'q' -> quote = true;
        case 'x' -> options |= Pattern.COMMENTS;
        default ->
            throw new SqlException(
                SqlState.INVALID_PARAMETER_VALUE,
                "invalid regular expression option: \"" + flag + "\"");
      }
    }
    try {
      return Pattern.compile(
          quote ? Pattern.quote(source) : new RegularExpression(source).translated(), options);
    } catch (PatternSyntaxException e) {
      throw invalid(e.getDescription());
    }
  }

  private static SqlException invalid(String reason) {
    return new SqlException(
        SqlState.INVALID_REGULAR_EXPRESSION, "invalid regular expression: " + reason);
  }

  private String translated() {
    if (source.startsWith("***")) {
      throw SqlException.unsupported("regular expression director " + source.substring(0, 3));
    }
    if (source.startsWith("(?") && source.length() > 2 && Character.isLetter(source.charAt(2))) {
      throw SqlException.unsupported("embedded options in regular expressions");
    }
    while (at < source.length()) {
      char c = source.charAt(at);
      switch (c) {
        case '\\' -> escape();
        case '[' -> bracket();
        case '{' -> bound();
        case '*', '+', '?' -> quantifier(c);
        default -> {
          // In Java $ also matches before a last line end.
          out.append(c == '$' ? "(?!.|\\n)" : String.valueOf(c));
          at++;
        }
      }
    }
    return out.toString();
  }

  private void quantifier(char c) {
    if (out.isEmpty()
        || source.charAt(at - 1) == '|'
        || (source.charAt(at - 1) == '(' && c != '?')) {
      throw invalid("quantifier operand invalid");
    }
    at++;
    out.append(c);
    if (at < source.length() && "*+".indexOf(source.charAt(at)) >= 0 && c != '(') {
      throw invalid("quantifier operand invalid");
    }
  }

  private void bound() {
    int end = source.indexOf('}', at);
    boolean isBound = end > at && source.substring(at, end + 1).matches("\\{\\d+(,\\d*)?\\}");
    if (!isBound) {
      if (at + 1 < source.length() && Character.isDigit(source.charAt(at + 1))) {
        throw invalid("invalid repetition count(s)");
      }
      out.append("\\{");
      at++;
      return;
    }
    for (String number : source.substring(at + 1, end).split(",", -1)) {
      if (number.length() > 3 || (!number.isEmpty() && Integer.parseInt(number) > 255)) {
        throw invalid("invalid repetition count(s)");
      }
    }
    out.append(source, at, end + 1);
    at = end + 1;
  }

  private void escape() {
    if (at + 1 >= source.length()) {
      throw invalid("invalid escape \\ sequence");
    }
    char c = source.charAt(at + 1);
    at += 2;
    switch (c) {
      case 'm' -> out.append("\\b(?=\\w)");
      case 'M' -> out.append("\\b(?<=\\w)");
      case 'y' -> out.append("\\b");
      case 'Y' -> out.append("\\B");
      case 'A' -> out.append("\\A");
      case 'Z' -> out.append("\\z");
      case 'd', 'D', 's', 'S', 'w', 'W', 'n', 't', 'r', 'f', 'a', 'e' -> out.append('\\').append(c);
      case 'v' -> out.append("\\x0B");
      case 'b' -> out.append("\\x08");
      case 'u' -> {
        out.append("\\u");
      }
      default -> {
        if (Character.isLetterOrDigit(c)) {
          if (c >= '1' && c <= '9') {
            out.append('\\').append(c);
          } else {
            throw invalid("invalid escape \\ sequence");
          }
        } else {
          out.append('\\').append(c);
        }
      }
    }
  }

  private void bracket() {
    if (source.startsWith("[[:<:]]", at) || source.startsWith("[[:>:]]", at)) {
      out.append(source.charAt(at + 3) == '<' ? "\\b(?=\\w)" : "\\b(?<=\\w)");
      at += 7;
      return;
    }
    out.append('[');
    at++;
    if (at < source.length() && source.charAt(at) == '^') {
      out.append('^');
      at++;
    }
    boolean first = true;
    while (true) {
      if (at >= source.length()) {
        throw invalid("brackets [] not balanced");
      }
      char c = source.charAt(at);
      if (c == ']' && !first) {
        out.append(']');
        at++;
        return;
      }
      first = false;
      if (source.startsWith("[:", at)) {
        namedClass();
      } else if (source.startsWith("[.", at) || source.startsWith("[=", at)) {
        throw SqlException.unsupported("collating elements in regular expressions");
      } else if (c == '\\' && at + 1 < source.length()) {
        escape();
      } else {
        out.append("[]&^~".indexOf(c) >= 0 ? "\\" + c : String.valueOf(c));
        at++;
      }
    }
  }

  private void namedClass() {
    int end = source.indexOf(":]", at);
    String name = end < 0 ? "" : source.substring(at + 2, end);
    out.append(
        switch (name) {
          case "alpha" -> "\\p{IsAlphabetic}";
          case "digit" -> "0-9";
          case "alnum" -> "\\p{IsAlphabetic}0-9";
          case "upper" -> "\\p{IsUppercase}";
          case "lower" -> "\\p{IsLowercase}";
          case "space" -> "\\s";
          case "blank" -> " \\t";
          case "punct" -> "\\p{Punct}";
          case "xdigit" -> "0-9a-fA-F";
          case "cntrl" -> "\\p{Cntrl}";
          case "print" -> "\\p{Print}";
          case "graph" -> "\\p{Graph}";
          case "word" -> "\\w";
          default -> throw invalid("invalid character class");
        });
    at = end + 2;
  }
}
