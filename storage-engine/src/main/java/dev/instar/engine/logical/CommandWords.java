package dev.instar.engine.logical;

import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlState;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A replication command as words; PostgreSQL's {@code repl_scanner.l}. What is no replication
 * command may have other words: it is not looked at behind its first.
 */
final class CommandWords {
  /** How a word was written. */
  enum Kind {
    /** Letters; folded to lower case. */
    PLAIN,
    /** Between double quotes. */
    QUOTED,
    /** Between single quotes. */
    STRING,
    /** {@code ( ) ,} */
    SYMBOL,
    END
  }

  /** One word. */
  record Word(Kind kind, String text) {}

  private final String text;
  private final List<Word> words = new ArrayList<>();
  private int next;

  private CommandWords(String text) {
    this.text = text;
  }

  /** The first word of a text, in lower case. */
  static String first(String text) {
    String stripped = text.stripLeading();
    int end = 0;
    while (end < stripped.length()
        && (Character.isLetter(stripped.charAt(end)) || stripped.charAt(end) == '_')) {
      end++;
    }
    return stripped.substring(0, end).toLowerCase(Locale.ROOT);
  }

  /**
   * @throws SqlException 42601
   */
  static CommandWords of(String text) {
    CommandWords words = new CommandWords(text);
    words.cut();
    return words;
  }

  private void cut() {
    int position = 0;
    while (position < text.length()) {
      char c = text.charAt(position);
      if (Character.isWhitespace(c) || c == ';') {
        position++;
      } else if (c == '\'' || c == '"') {
        position = quoted(position, c);
      } else if ("(),".indexOf(c) >= 0) {
        words.add(new Word(Kind.SYMBOL, String.valueOf(c)));
        position++;
      } else {
        int end = position;
        while (end < text.length() && isPlain(text.charAt(end))) {
          end++;
        }
        if (end == position) {
          throw syntax(String.valueOf(c));
        }
        words.add(new Word(Kind.PLAIN, text.substring(position, end).toLowerCase(Locale.ROOT)));
        position = end;
      }
    }
  }

  private static boolean isPlain(char c) {
    return Character.isLetterOrDigit(c) || c == '_' || c == '/' || c == '$' || c == '.' || c > 127;
  }

  private int quoted(int start, char quote) {
    StringBuilder value = new StringBuilder();
    int position = start + 1;
    while (true) {
      int end = text.indexOf(quote, position);
      if (end < 0) {
        throw new SqlException(
            SqlState.SYNTAX_ERROR,
            quote == '"' ? "unterminated quoted identifier" : "unterminated quoted string");
      }
      value.append(text, position, end);
      position = end + 1;
      if (position >= text.length() || text.charAt(position) != quote) {
        words.add(new Word(quote == '"' ? Kind.QUOTED : Kind.STRING, value.toString()));
        return position;
      }
      value.append(quote);
      position++;
    }
  }

  private static SqlException syntax(String at) {
    return new SqlException(
        SqlState.SYNTAX_ERROR,
        at.isEmpty() ? "syntax error" : "syntax error at or near \"" + at + "\"");
  }

  private Word peek() {
    return next < words.size() ? words.get(next) : new Word(Kind.END, "");
  }

  /** Goes on if the next word is this one. */
  boolean accept(String word) {
    Word now = peek();
    boolean found =
        (now.kind() == Kind.PLAIN || now.kind() == Kind.SYMBOL) && now.text().equals(word);
    if (found) {
      next++;
    }
    return found;
  }

  void expect(String word) {
    if (!accept(word)) {
      throw syntax(peek().text());
    }
  }

  /** A name, quoted or not, or a number or position. */
  String name() {
    Word now = peek();
    if (now.kind() != Kind.PLAIN && now.kind() != Kind.QUOTED) {
      throw syntax(now.text());
    }
    next++;
    return now.text();
  }

  /** A value between single quotes, if there is one. */
  Optional<String> string() {
    if (peek().kind() != Kind.STRING) {
      return Optional.empty();
    }
    return Optional.of(words.get(next++).text());
  }

  boolean atEnd() {
    return peek().kind() == Kind.END;
  }

  void expectEnd() {
    if (!atEnd()) {
      throw syntax(peek().text());
    }
  }
}
