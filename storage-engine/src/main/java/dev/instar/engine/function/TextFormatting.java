package dev.instar.engine.function;

import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlState;

/** The function format: {@code %s}, {@code %I}, {@code %L}, with position, width and minus sign. */
final class TextFormatting {
  private final Object[] arguments;
  private final CallContext context;
  private final String format;
  private int at;
  private int next = 1;

  private TextFormatting(Object[] arguments, CallContext context) {
    this.arguments = arguments;
    this.context = context;
    this.format = Texts.of(arguments[0]);
  }

  static String format(Object[] arguments, CallContext context) {
    return new TextFormatting(arguments, context).run();
  }

  private String run() {
    StringBuilder out = new StringBuilder();
    while (at < format.length()) {
      char c = format.charAt(at++);
      if (c != '%') {
        out.append(c);
      } else if (peek() == '%') {
        at++;
        out.append('%');
      } else {
        out.append(specifier());
      }
    }
    return out.toString();
  }

  private char peek() {
    if (at >= format.length()) {
      throw new SqlException(
              SqlState.INVALID_PARAMETER_VALUE, "unterminated format() type specifier")
          .with(SqlException.Field.HINT, "For a single \"%\" use \"%%\".");
    }
    return format.charAt(at);
  }

  private int number() {
    int start = at;
    while (Character.isDigit(peek())) {
      at++;
    }
    return start == at ? -1 : Integer.parseInt(format.substring(start, at));
  }

  private String specifier() {
    int position = -1;
    int width = number();
    if (width >= 0 && peek() == '$') {
      at++;
      position = checkedPosition(width);
      width = -1;
    }
    boolean left = false;
    if (width < 0) {
      while (peek() == '-') {
        left = true;
        at++;
      }
      if (peek() == '*') {
        at++;
        int from = number();
        if (from >= 0) {
          if (peek() != '$') {
            throw invalid("width argument position must be ended by \"$\"");
          }
          at++;
        }
        Object value = argument(from < 0 ? next++ : checkedPosition(from));
        width = value == null ? 0 : ((Number) value).intValue();
        left |= width < 0;
        width = Math.abs(width);
      } else {
        width = number();
      }
    }
    char kind = peek();
    at++;
    if ("sIL".indexOf(kind) < 0) {
      throw invalid("unrecognized format() type specifier \"" + kind + "\"");
    }
    String text = converted(kind, position > 0 ? position : next);
    next = position > 0 ? position + 1 : next + 1;
    int missing = width - TextFunctions.length(text);
    String padding = " ".repeat(Math.max(0, missing));
    return left ? text + padding : padding + text;
  }

  private int checkedPosition(int position) {
    if (position == 0) {
      throw invalid("format specifies argument 0, but arguments are numbered from 1");
    }
    return position;
  }

  private static SqlException invalid(String message) {
    return new SqlException(SqlState.INVALID_PARAMETER_VALUE, message);
  }

  private Object argument(int position) {
    if (position >= arguments.length) {
      throw invalid("too few arguments for format()");
    }
    return arguments[position];
  }

  private String converted(char kind, int position) {
    Object value = argument(position);
    if (value == null) {
      return switch (kind) {
        case 's' -> "";
        case 'L' -> "NULL";
        default ->
            throw new SqlException(
                SqlState.NULL_VALUE_NOT_ALLOWED,
                "null values cannot be formatted as an SQL identifier");
      };
    }
    String text = Texts.output(context.argument(position), value, context.session());
    return switch (kind) {
      case 's' -> text;
      case 'I' -> QuotingFunctions.identifier(text);
      default -> QuotingFunctions.literal(text);
    };
  }
}
