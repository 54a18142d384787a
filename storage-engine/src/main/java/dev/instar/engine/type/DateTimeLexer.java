package dev.instar.engine.type;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Cuts the text of a date or time into fields, as PostgreSQL's {@code ParseDateTime} does. */
final class DateTimeLexer {
  /** What a field looks like. */
  enum Kind {
    NUMBER,
    DATE,
    TIME,
    WORD,
    OFFSET,
    /** A signed word: infinity. */
    SIGNED_WORD
  }

  record Field(Kind kind, String text) {}

  private final String text;
  private int at;

  private DateTimeLexer(String text) {
    this.text = text.toLowerCase(Locale.ROOT);
  }

  /** The fields in lower case; null where a character belongs to none. */
  static List<Field> fields(String text) {
    return new DateTimeLexer(text).run();
  }

  private List<Field> run() {
    List<Field> fields = new ArrayList<>();
    while (at < text.length()) {
      char c = text.charAt(at);
      if (IntegerText.isSpace(c) || c == ',') {
        at++;
      } else if (isDigit(c)) {
        fields.add(beginningWithDigit());
      } else if (isLetter(c)) {
        fields.add(word());
      } else if (c == '+' || c == '-') {
        fields.add(signed());
      } else if (c == '.' && at + 1 < text.length() && isDigit(text.charAt(at + 1))) {
        fields.add(new Field(Kind.TIME, take("0123456789.")));
      } else {
        return null;
      }
    }
    return fields;
  }

  private Field beginningWithDigit() {
    int start = at;
    take("0123456789");
    char next = peek();
    if (next == ':') {
      take("0123456789:.");
      return field(Kind.TIME, start);
    }
    if (next == '-' || next == '/' || next == '.') {
      return date(start, next);
    }
    return field(Kind.NUMBER, start);
  }

  /** Parts with one delimiter between them; a number with a fraction if there is but one dot. */
  private Field date(int start, char delimiter) {
    int parts = 1;
    boolean letters = false;
    while (peek() == delimiter && at + 1 < text.length() && isPart(text.charAt(at + 1))) {
      at++;
      letters |= isLetter(peek());
      if (isLetter(peek())) {
        while (at < text.length() && isLetter(peek())) {
          at++;
        }
      } else {
        take("0123456789");
      }
      parts++;
    }
    if (delimiter == '.' && parts == 2 && !letters) {
      return field(Kind.NUMBER, start);
    }
    return field(parts == 1 ? Kind.NUMBER : Kind.DATE, start);
  }

  private Field word() {
    int start = at;
    while (at < text.length() && isLetter(peek())) {
      at++;
    }
    // A zone such as america/new_york, etc/gmt+5 or port-au-prince.
    if (peek() == '/' || (peek() == '_' && at > start)) {
      while (at < text.length() && (isPart(peek()) || "/_+-".indexOf(peek()) >= 0)) {
        at++;
      }
      return field(Kind.WORD, start);
    }
    // A month that begins a date: jan-08-1999.
    if ((peek() == '-' || peek() == '/')
        && at - start >= 3
        && at + 1 < text.length()
        && isDigit(text.charAt(at + 1))) {
      return date(start, peek());
    }
    return field(Kind.WORD, start);
  }

  private Field signed() {
    int start = at++;
    while (IntegerText.isSpace(peek())) {
      at++;
    }
    if (isDigit(peek())) {
      int digits = at;
      take("0123456789:");
      return new Field(Kind.OFFSET, text.charAt(start) + text.substring(digits, at));
    }
    int word = at;
    while (isLetter(peek())) {
      at++;
    }
    return new Field(Kind.SIGNED_WORD, text.charAt(start) + text.substring(word, at));
  }

  private Field field(Kind kind, int start) {
    return new Field(kind, text.substring(start, at));
  }

  private String take(String characters) {
    int start = at;
    while (at < text.length() && characters.indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    return text.substring(start, at);
  }

  private char peek() {
    return at < text.length() ? text.charAt(at) : '\0';
  }

  private static boolean isPart(char c) {
    return isDigit(c) || isLetter(c);
  }

  static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static boolean isLetter(char c) {
    return c >= 'a' && c <= 'z';
  }
}
