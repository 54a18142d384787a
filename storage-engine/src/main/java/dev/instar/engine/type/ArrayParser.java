package dev.instar.engine.type;

import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlState;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Reads arrays. PostgreSQL's manual, section 8.15.6. One text, one thread. */
final class ArrayParser {
  private static final int UNKNOWN = -1;

  private final String text;
  private final DataType element;
  private final TextFormat format;
  private final List<Object> elements = new ArrayList<>();
  private final int[] lengths = new int[ArrayValue.MAX_DIMENSIONS];
  private int at;

  /** Dimensions, known once the first element or empty array is reached. */
  private int dimensions = UNKNOWN;

  ArrayParser(String text, DataType element, TextFormat format) {
    this.text = text;
    this.element = element;
    this.format = format;
    Arrays.fill(lengths, UNKNOWN);
  }

  ArrayValue array() {
    skipSpace();
    List<int[]> bounds = bounds();
    if (peek() != '{') {
      throw malformed(
          bounds.isEmpty()
              ? "Array value must start with \"{\" or dimension information."
              : "Array contents must start with \"{\".");
    }
    braces(0);
    skipSpace();
    if (at < text.length()) {
      throw malformed("Junk after closing right brace.");
    }
    if (elements.isEmpty()) {
      if (!bounds.isEmpty() && bounds.stream().noneMatch(b -> b[1] == b[0] - 1)) {
        throw mismatch();
      }
      return ArrayValue.EMPTY;
    }
    int[] found = Arrays.copyOf(lengths, dimensions);
    int[] lower = new int[dimensions];
    Arrays.fill(lower, 1);
    if (!bounds.isEmpty()) {
      if (bounds.size() != dimensions) {
        throw mismatch();
      }
      for (int i = 0; i < dimensions; i++) {
        lower[i] = bounds.get(i)[0];
        if (bounds.get(i)[1] - lower[i] + 1 != found[i]) {
          throw mismatch();
        }
      }
    }
    return new ArrayValue(found, lower, elements.toArray());
  }

  private SqlException malformed(String detail) {
    return new SqlException(
            SqlState.INVALID_TEXT_REPRESENTATION, "malformed array literal: \"" + text + "\"")
        .with(SqlException.Field.DETAIL, detail);
  }

  private SqlException mismatch() {
    return malformed("Specified array dimensions do not match array contents.");
  }

  private List<int[]> bounds() {
    List<int[]> bounds = new ArrayList<>();
    while (peek() == '[') {
      at++;
      if (bounds.size() == ArrayValue.MAX_DIMENSIONS) {
        throw tooManyDimensions();
      }
      int first = integer();
      int low = 1;
      int high = first;
      if (peek() == ':') {
        at++;
        low = first;
        high = integer();
      }
      if (peek() != ']') {
        throw malformed("Missing \"]\" after array dimensions.");
      }
      at++;
      if (high < low - 1L) {
        throw new SqlException(
            SqlState.ARRAY_SUBSCRIPT_ERROR, "upper bound cannot be less than lower bound");
      }
      bounds.add(new int[] {low, high});
      skipSpace();
    }
    if (!bounds.isEmpty()) {
      if (peek() != '=') {
        throw malformed("Missing \"=\" after array dimensions.");
      }
      at++;
      skipSpace();
    }
    return bounds;
  }

  private static SqlException tooManyDimensions() {
    return new SqlException(
        SqlState.PROGRAM_LIMIT_EXCEEDED,
        "number of array dimensions exceeds the maximum allowed ("
            + ArrayValue.MAX_DIMENSIONS
            + ")");
  }

  private int integer() {
    int start = at;
    if (peek() == '-' || peek() == '+') {
      at++;
    }
    while (peek() >= '0' && peek() <= '9') {
      at++;
    }
    try {
      return Integer.parseInt(text.substring(start, at));
    } catch (NumberFormatException e) {
      throw malformed("\"[\" must introduce explicitly-specified array dimensions.");
    }
  }

  /** What stands in a pair of braces, the outermost being of level 0. */
  private void braces(int level) {
    if (level >= ArrayValue.MAX_DIMENSIONS) {
      throw tooManyDimensions();
    }
    at++;
    int count = 0;
    skipSpace();
    boolean first = true;
    while (first ? peek() != '}' : true) {
      first = false;
      skipSpace();
      if (peek() == '{') {
        if (dimensions != UNKNOWN && level + 1 >= dimensions) {
          throw uneven();
        }
        braces(level + 1);
      } else {
        if (dimensions == UNKNOWN) {
          dimensions = level + 1;
        }
        if (level + 1 != dimensions) {
          throw uneven();
        }
        elements.add(item());
      }
      count++;
      skipSpace();
      if (peek() == ',') {
        at++;
      } else if (peek() == '}') {
        break;
      } else {
        throw at >= text.length()
            ? malformed("Unexpected end of input.")
            : malformed("Unexpected array element.");
      }
    }
    at++;
    if (count == 0 && dimensions == UNKNOWN) {
      dimensions = level + 1;
    }
    if (lengths[level] == UNKNOWN) {
      lengths[level] = count;
    } else if (lengths[level] != count) {
      throw uneven();
    }
  }

  private SqlException uneven() {
    return malformed("Multidimensional arrays must have sub-arrays with matching dimensions.");
  }

  private Object item() {
    StringBuilder out = new StringBuilder();
    boolean quoted = false;
    int solid = 0; // where white space at the end may begin
    while (true) {
      if (at >= text.length()) {
        throw malformed("Unexpected end of input.");
      }
      char c = text.charAt(at);
      if (c == '"') {
        if (quoted || !out.toString().isBlank()) {
          throw malformed("Incorrectly quoted array element.");
        }
        quoted = true;
        out.setLength(0);
        quotedText(out);
        solid = out.length();
        skipSpace();
      } else if (c == ',' || c == '}') {
        break;
      } else if (c == '{') {
        throw malformed("Unexpected \"{\" character.");
      } else if (quoted) {
        throw malformed("Incorrectly quoted array element.");
      } else {
        at++;
        if (c == '\\') {
          if (at >= text.length()) {
            throw malformed("Unexpected end of input.");
          }
          out.append(text.charAt(at++));
          solid = out.length();
        } else {
          out.append(c);
          solid = IntegerText.isSpace(c) ? solid : out.length();
        }
      }
    }
    out.setLength(solid);
    if (!quoted && solid == 0) {
      throw malformed("Unexpected \"" + text.charAt(at) + "\" character.");
    }
    String value = out.toString();
    return !quoted && value.equalsIgnoreCase("NULL") ? null : element.parse(value, format);
  }

  private void quotedText(StringBuilder out) {
    at++;
    while (peek() != '"' || at >= text.length()) {
      if (at >= text.length()) {
        throw malformed("Unexpected end of input.");
      }
      if (peek() == '\\') {
        at++;
        if (at >= text.length()) {
          throw malformed("Unexpected end of input.");
        }
      }
      out.append(text.charAt(at++));
    }
    at++;
  }

  private char peek() {
    return at < text.length() ? text.charAt(at) : '\0';
  }

  private void skipSpace() {
    while (at < text.length() && IntegerText.isSpace(text.charAt(at))) {
      at++;
    }
  }
}
