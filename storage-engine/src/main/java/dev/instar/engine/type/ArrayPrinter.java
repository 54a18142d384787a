package dev.instar.engine.type;

/** Arrays as text: {@code {1,NULL,"a b"}}, with bounds in front if one is not 1. */
final class ArrayPrinter {
  private ArrayPrinter() {}

  static String print(ArrayValue array, DataType element, TextFormat format) {
    if (array.dimensions() == 0) {
      return "{}";
    }
    StringBuilder out = new StringBuilder();
    boolean bounds = false;
    for (int i = 0; i < array.dimensions(); i++) {
      bounds |= array.lowerBound(i) != 1;
    }
    if (bounds) {
      for (int i = 0; i < array.dimensions(); i++) {
        out.append('[')
            .append(array.lowerBound(i))
            .append(':')
            .append(array.upperBound(i))
            .append(']');
      }
      out.append('=');
    }
    print(out, array, element, format, 0, 0);
    return out.toString();
  }

  /** Returns the index behind the elements it printed. */
  private static int print(
      StringBuilder out,
      ArrayValue array,
      DataType element,
      TextFormat format,
      int dimension,
      int from) {
    out.append('{');
    int index = from;
    for (int i = 0; i < array.length(dimension); i++) {
      if (i > 0) {
        out.append(',');
      }
      if (dimension + 1 < array.dimensions()) {
        index = print(out, array, element, format, dimension + 1, index);
      } else {
        Object value = array.element(index++);
        if (value == null) {
          out.append("NULL");
        } else {
          quote(out, element.print(value, format));
        }
      }
    }
    out.append('}');
    return index;
  }

  private static void quote(StringBuilder out, String text) {
    boolean quoted = text.isEmpty() || text.equalsIgnoreCase("NULL");
    for (int i = 0; i < text.length() && !quoted; i++) {
      char c = text.charAt(i);
      quoted = "{}\",\\".indexOf(c) >= 0 || IntegerText.isSpace(c);
    }
    if (!quoted) {
      out.append(text);
      return;
    }
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\');
      }
      out.append(c);
    }
    out.append('"');
  }
}
