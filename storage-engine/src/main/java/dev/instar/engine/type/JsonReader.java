package dev.instar.engine.type;

import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlState;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads JSON text, RFC 8259, as json and jsonb take it. Values can be built, or passed over for
 * their text alone. One thread, one text.
 */
public final class JsonReader {
  /** Deeper nesting could exhaust the stack. */
  private static final int MAX_DEPTH = 2000;

  private final String text;
  private int at;
  private int depth;

  public JsonReader(String text) {
    this.text = text;
  }

  /**
   * @throws SqlException with 22P02, 22P05 for the character 0, 54001 when nested too deeply
   */
  public static JsonValue parse(String text) {
    JsonReader reader = new JsonReader(text);
    JsonValue value = reader.value(true);
    reader.end();
    return value;
  }

  /**
   * @throws SqlException as {@link #parse}, but the character 0 is not looked for
   */
  public static void validate(String text) {
    JsonReader reader = new JsonReader(text);
    reader.value(false);
    reader.end();
  }

  /** A member of a json object or an element of an array (whose key is null), as written. */
  public record Part(String key, String text) {}

  /** The parts of a valid object or array; null of a scalar. */
  public static List<Part> parts(String json) {
    JsonReader reader = new JsonReader(json);
    reader.skipSpace();
    char open = reader.peek();
    if (open != '{' && open != '[') {
      return null;
    }
    reader.at++;
    List<Part> parts = new ArrayList<>();
    reader.skipSpace();
    if (reader.peek() == (open == '{' ? '}' : ']')) {
      return parts;
    }
    do {
      reader.skipSpace();
      String key = null;
      if (open == '{') {
        key = reader.string(true);
        reader.skipSpace();
        reader.at++;
        reader.skipSpace();
      }
      int start = reader.at;
      reader.value(false);
      parts.add(new Part(key, json.substring(start, reader.at)));
      reader.skipSpace();
    } while (reader.text.charAt(reader.at++) == ',');
    return parts;
  }

  /** What a valid JSON string says. */
  public static String unquote(String json) {
    JsonReader reader = new JsonReader(json);
    reader.skipSpace();
    return reader.string(true);
  }

  private void end() {
    skipSpace();
    if (at < text.length()) {
      throw invalid("Expected end of input, but found \"" + token() + "\".");
    }
  }

  private SqlException invalid(String detail) {
    return new SqlException(
            SqlState.INVALID_TEXT_REPRESENTATION, "invalid input syntax for type json")
        .with(SqlException.Field.DETAIL, detail);
  }

  private SqlException unexpected() {
    return at >= text.length()
        ? invalid("The input string ended unexpectedly.")
        : invalid("Token \"" + token() + "\" is invalid.");
  }

  private String token() {
    int end = at;
    while (end < text.length() && Character.isLetterOrDigit(text.charAt(end))) {
      end++;
    }
    return text.substring(at, Math.max(end, Math.min(at + 1, text.length())));
  }

  private char peek() {
    return at < text.length() ? text.charAt(at) : '\0';
  }

  private void skipSpace() {
    while (at < text.length() && " \t\n\r".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
  }

  /** The next value; null if it is only to be checked. */
  private JsonValue value(boolean build) {
    skipSpace();
    if (++depth > MAX_DEPTH) {
      throw new SqlException(SqlState.STATEMENT_TOO_COMPLEX, "stack depth limit exceeded");
    }
    JsonValue value =
        switch (peek()) {
          case '{' -> object(build);
          case '[' -> array(build);
          case '"' -> text(build);
          case 't' -> word("true", new JsonValue.Bool(true));
          case 'f' -> word("false", new JsonValue.Bool(false));
          case 'n' -> word("null", JsonValue.Null.NULL);
          default -> number(build);
        };
    depth--;
    return value;
  }

  private JsonValue text(boolean build) {
    String string = string(build);
    return build ? new JsonValue.Text(string) : null;
  }

  private JsonValue word(String word, JsonValue value) {
    boolean longer =
        at + word.length() < text.length()
            && Character.isLetterOrDigit(text.charAt(at + word.length()));
    if (!text.startsWith(word, at) || longer) {
      throw unexpected();
    }
    at += word.length();
    return value;
  }

  private JsonValue number(boolean build) {
    int start = at;
    if (peek() == '-') {
      at++;
    }
    if (peek() == '0') {
      at++;
    } else {
      digits(start);
    }
    if (peek() == '.') {
      at++;
      digits(start);
    }
    if (peek() == 'e' || peek() == 'E') {
      at++;
      if (peek() == '+' || peek() == '-') {
        at++;
      }
      digits(start);
    }
    if (Character.isLetterOrDigit(peek())) {
      at = start;
      throw unexpected();
    }
    return build ? new JsonValue.NumberValue(NumericCodec.parse(text.substring(start, at))) : null;
  }

  private void digits(int start) {
    int first = at;
    while (peek() >= '0' && peek() <= '9') {
      at++;
    }
    if (at == first) {
      at = at >= text.length() ? at : start;
      throw unexpected();
    }
  }

  private JsonValue array(boolean build) {
    at++;
    List<JsonValue> elements = new ArrayList<>();
    skipSpace();
    if (peek() == ']') {
      at++;
      return build ? new JsonValue.Array(elements) : null;
    }
    while (true) {
      JsonValue element = value(build);
      if (build) {
        elements.add(element);
      }
      skipSpace();
      if (peek() == ']') {
        at++;
        return build ? new JsonValue.Array(elements) : null;
      }
      if (peek() != ',') {
        throw at >= text.length()
            ? unexpected()
            : invalid("Expected \",\" or \"]\", but found \"" + token() + "\".");
      }
      at++;
    }
  }

  private JsonValue object(boolean build) {
    at++;
    Map<String, JsonValue> members = new LinkedHashMap<>();
    skipSpace();
    if (peek() == '}') {
      at++;
      return build ? JsonValue.ObjectValue.of(members) : null;
    }
    while (true) {
      skipSpace();
      if (peek() != '"') {
        throw at >= text.length()
            ? unexpected()
            : invalid("Expected string, but found \"" + token() + "\".");
      }
      String key = string(build);
      skipSpace();
      if (peek() != ':') {
        throw at >= text.length()
            ? unexpected()
            : invalid("Expected \":\", but found \"" + token() + "\".");
      }
      at++;
      JsonValue member = value(build);
      if (build) {
        members.put(key, member);
      }
      skipSpace();
      if (peek() == '}') {
        at++;
        return build ? JsonValue.ObjectValue.of(members) : null;
      }
      if (peek() != ',') {
        throw at >= text.length()
            ? unexpected()
            : invalid("Expected \",\" or \"}\", but found \"" + token() + "\".");
      }
      at++;
    }
  }

  private String string(boolean build) {
    StringBuilder out = new StringBuilder();
    at++;
    while (true) {
      if (at >= text.length()) {
        throw unexpected();
      }
      char c = text.charAt(at++);
      if (c == '"') {
        return out.toString();
      }
      if (c < 0x20) {
        throw invalid("Character with value 0x%02x must be escaped.".formatted((int) c));
      }
      out.append(c == '\\' ? escaped(build, out) : c);
    }
  }

  private char escaped(boolean build, StringBuilder out) {
    char c = peek();
    at++;
    return switch (c) {
      case '"', '\\', '/' -> c;
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'u' -> unicode(build, out);
      default -> {
        at--;
        throw at >= text.length()
            ? unexpected()
            : invalid("Escape sequence \"\\" + c + "\" is invalid.");
      }
    };
  }

  private char unicode(boolean build, StringBuilder out) {
    int code = 0;
    for (int i = 0; i < 4; i++) {
      int digit = peek() < 0x80 ? Character.digit(peek(), 16) : -1;
      if (digit < 0) {
        throw invalid("\"\\u\" must be followed by four hexadecimal digits.");
      }
      code = code * 16 + digit;
      at++;
    }
    if (build && code == 0) {
      throw new SqlException(
              SqlState.UNTRANSLATABLE_CHARACTER, "unsupported Unicode escape sequence")
          .with(SqlException.Field.DETAIL, "\\u0000 cannot be converted to text.");
    }
    char c = (char) code;
    boolean afterHigh = !out.isEmpty() && Character.isHighSurrogate(out.charAt(out.length() - 1));
    if (Character.isLowSurrogate(c) != afterHigh) {
      throw invalid("Unicode low surrogate must follow a high surrogate.");
    }
    if (Character.isHighSurrogate(c) && !text.startsWith("\\u", at)) {
      throw invalid("Unicode low surrogate must follow a high surrogate.");
    }
    return c;
  }
}
