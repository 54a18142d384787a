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
    /** Letters and digits, as they stand: key words are of capitals. */
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

  /** The first word of a text. */
  static String first(String text) {
    String stripped = text.stripLeading();
    int end = 0;
    while (end < stripped.length()
        && (Character.isLetter(stripped.charAt(end)) || stripped.charAt(end) == '_')) {
      end++;
    }
    return stripped.substring(0, end);
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
          throw syntax();
        }
        words.add(new Word(Kind.PLAIN, text.substring(position, end)));
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

  /** A server says no more. */
  private static SqlException syntax() {
    return new SqlException(SqlState.SYNTAX_ERROR, "syntax error");
  }

  private Word peek() {
    return next < words.size() ? words.get(next) : new Word(Kind.END, "");
  }

  /** Goes on if the next word is this key word or symbol. */
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
      throw syntax();
    }
  }

  /** A name, quoted or folded to lower case, or a number or position. */
  String name() {
    Word now = peek();
    if (now.kind() != Kind.PLAIN && now.kind() != Kind.QUOTED) {
      throw syntax();
    }
    next++;
    return now.kind() == Kind.QUOTED ? now.text() : now.text().toLowerCase(Locale.ROOT);
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
      throw syntax();
    }
  }
}
