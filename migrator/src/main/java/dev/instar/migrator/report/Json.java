package dev.instar.migrator.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;

/**
 * JSON as text that a terminal may show: what {@link Printable} does not let through is escaped.
 */
public final class Json {
  private Json() {}

  /** The tree, indented, with a line feed at its end. */
  public static String print(JsonNode tree) {
    String text = tree.toPrettyString();
    StringBuilder escaped = new StringBuilder(text.length());
    // All of these stand in strings: Jackson writes none of them between.
    text.codePoints().forEach(c -> append(escaped, c));
    return escaped.append('\n').toString();
  }

  private static void append(StringBuilder escaped, int codePoint) {
    if (!Printable.steers(codePoint)) {
      escaped.appendCodePoint(codePoint);
      return;
    }
    for (char unit : Character.toChars(codePoint)) {
      escaped.append(String.format(Locale.ROOT, "\\u%04X", (int) unit));
    }
  }
}
