package dev.instar.engine.function;

import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlState;
import dev.instar.engine.type.ArrayValue;
import dev.instar.engine.type.DataType;
import java.util.ArrayList;
import java.util.List;

/** Text out of several values, and several texts out of one. NULLs are left out. */
final class TextJoining {
  private TextJoining() {}

  static void register(Registry registry) {
    registry.add("text_concat", (a, c) -> join("", a, 0, c));
    registry.add("text_concat_ws", (a, c) -> a[0] == null ? null : join(Texts.of(a[0]), a, 1, c));
    registry.add("text_format", (a, c) -> a[0] == null ? null : TextFormatting.format(a, c));
    registry.add("text_format_nv", (a, c) -> TextFormatting.format(a, c));
    registry.add("text_to_array", (a, c) -> toArray(a[0], a[1], null));
    registry.add("text_to_array_null", (a, c) -> toArray(a[0], a[1], a[2]));
    registry.add(
        "text_to_table",
        (a, c) -> {
          ArrayValue parts = toArray(a[0], a[1], null);
          return parts == null ? List.of().iterator() : parts.elements().iterator();
        });
    registry.add("array_to_text", (a, c) -> toText((ArrayValue) a[0], a[1], null, c));
    registry.add(
        "array_to_text_null",
        (a, c) -> a[0] == null || a[1] == null ? null : toText((ArrayValue) a[0], a[1], a[2], c));
  }

  private static String join(String separator, Object[] a, int from, CallContext context) {
    StringBuilder out = new StringBuilder();
    boolean first = true;
    for (int i = from; i < a.length; i++) {
      if (a[i] != null) {
        out.append(first ? "" : separator)
            .append(Texts.output(context.argument(i), a[i], context.session()));
        first = false;
      }
    }
    return out.toString();
  }

  /** The parts between separators, empty ones included. */
  static List<String> split(String text, String separator) {
    List<String> parts = new ArrayList<>();
    int from = 0;
    for (int at = text.indexOf(separator); at >= 0; at = text.indexOf(separator, from)) {
      parts.add(text.substring(from, at));
      from = at + separator.length();
    }
    parts.add(text.substring(from));
    return parts;
  }

  private static ArrayValue toArray(Object text, Object separator, Object nullText) {
    if (text == null) {
      return null;
    }
    String whole = Texts.of(text);
    List<String> parts = new ArrayList<>();
    if (separator == null) {
      whole.codePoints().mapToObj(Character::toString).forEach(parts::add);
    } else if (!whole.isEmpty()) {
      String by = Texts.of(separator);
      parts.addAll(by.isEmpty() ? List.of(whole) : split(whole, by));
    }
    String nulls = nullText == null ? null : Texts.of(nullText);
    return ArrayValue.of(parts.stream().map(part -> part.equals(nulls) ? null : part).toArray());
  }

  private static String toText(
      ArrayValue array, Object separator, Object nullText, CallContext context) {
    DataType element =
        context
            .argument(0)
            .element()
            .orElseThrow(
                () -> new SqlException(SqlState.DATATYPE_MISMATCH, "argument must be an array"));
    StringBuilder out = new StringBuilder();
    boolean first = true;
    for (Object value : array.elements()) {
      if (value != null || nullText != null) {
        out.append(first ? "" : Texts.of(separator));
        out.append(
            value == null ? Texts.of(nullText) : Texts.output(element, value, context.session()));
        first = false;
      }
    }
    return out.toString();
  }
}
