package dev.instar.engine.type;

import java.util.Map;

/** Prints jsonb, in a line or indented, and quotes strings as JSON. */
public final class JsonPrinter {
  private static final int INDENT = 4;

  private JsonPrinter() {}

  public static String print(JsonValue value) {
    StringBuilder out = new StringBuilder();
    print(out, value, -1);
    return out.toString();
  }

  /** As {@code jsonb_pretty}. */
  public static String pretty(JsonValue value) {
    StringBuilder out = new StringBuilder();
    print(out, value, 0);
    return out.toString();
  }

  /**
   * @param level of indentation; negative for none at all
   */
  private static void print(StringBuilder out, JsonValue value, int level) {
    switch (value) {
      case JsonValue.Null n -> out.append("null");
      case JsonValue.Text text -> quote(out, text.text());
      case JsonValue.NumberValue number -> out.append(number.value());
      case JsonValue.Bool bool -> out.append(bool.value());
      case JsonValue.Array array -> {
        out.append('[');
        String separator = "";
        for (JsonValue element : array.elements()) {
          separate(out, separator, level);
          print(out, element, level < 0 ? level : level + 1);
          separator = ",";
        }
        close(out, ']', level);
      }
      case JsonValue.ObjectValue object -> {
        out.append('{');
        String separator = "";
        for (Map.Entry<String, JsonValue> member : object.members().map().entrySet()) {
          separate(out, separator, level);
          quote(out, member.getKey());
          out.append(": ");
          print(out, member.getValue(), level < 0 ? level : level + 1);
          separator = ",";
        }
        close(out, '}', level);
      }
    }
  }

  private static void separate(StringBuilder out, String separator, int level) {
    out.append(separator);
    if (level >= 0) {
      out.append('\n').repeat(' ', (level + 1) * INDENT);
    } else if (!separator.isEmpty()) {
      out.append(' ');
    }
  }

  private static void close(StringBuilder out, char bracket, int level) {
    if (level >= 0) {
      out.append('\n').repeat(' ', level * INDENT);
    }
    out.append(bracket);
  }

  public static String quote(String text) {
    StringBuilder out = new StringBuilder(text.length() + 2);
    quote(out, text);
    return out.toString();
  }

  public static void quote(StringBuilder out, String text) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\b' -> out.append("\\b");
        case '\f' -> out.append("\\f");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        default -> {
          if (c < 0x20) {
            out.append("\\u%04x".formatted((int) c));
          } else {
            out.append(c);
          }
        }
      }
    }
    out.append('"');
  }
}
