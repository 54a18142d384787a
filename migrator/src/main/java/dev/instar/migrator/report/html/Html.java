package dev.instar.migrator.report.html;

import dev.instar.migrator.report.Printable;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;

/**
 * Elements of HTML, written so that they are XML as well. Text and values of attributes are escaped
 * here and nowhere else. Used by one thread.
 */
final class Html {
  private static final Set<String> WITHIN_LINES =
      Set.of("a", "b", "code", "span", "strong", "small");

  private final StringBuilder markup = new StringBuilder();
  private final Deque<String> open = new ArrayDeque<>();

  /**
   * Begins an element.
   *
   * @param attributes name, value, name, value
   */
  Html open(String tag, String... attributes) {
    start(tag, attributes);
    markup.append('>');
    open.push(tag);
    return this;
  }

  /** An element without content. */
  Html empty(String tag, String... attributes) {
    start(tag, attributes);
    markup.append("/>\n");
    return this;
  }

  /** Ends the element that was begun last. */
  Html close() {
    String tag = open.pop();
    markup.append("</").append(tag).append('>');
    if (!WITHIN_LINES.contains(tag)) {
      markup.append('\n');
    }
    return this;
  }

  /** An element that holds this text. */
  Html element(String tag, String text, String... attributes) {
    return open(tag, attributes).text(text).close();
  }

  Html text(String text) {
    escape(text);
    return this;
  }

  /** Words of ours, in which code stands between backticks. */
  Html prose(String words) {
    String[] parts = words.split("`", -1);
    if (parts.length % 2 == 0) {
      return text(words);
    }
    for (int i = 0; i < parts.length; i++) {
      if (i % 2 == 0) {
        text(parts[i]);
      } else {
        element("code", parts[i]);
      }
    }
    return this;
  }

  /** An element that holds such words. */
  Html words(String tag, String words, String... attributes) {
    return open(tag, attributes).prose(words).close();
  }

  /** A style sheet of our own, which is no text. */
  Html style(String css) {
    markup.append("<style>\n").append(css).append("</style>\n");
    return this;
  }

  private void start(String tag, String... attributes) {
    markup.append('<').append(tag);
    for (int i = 0; i < attributes.length; i += 2) {
      markup.append(' ').append(attributes[i]).append("=\"");
      escape(attributes[i + 1]);
      markup.append('"');
    }
  }

  private void escape(String text) {
    String printable = Printable.of(text);
    for (int i = 0; i < printable.length(); i++) {
      char c = printable.charAt(i);
      switch (c) {
        case '&' -> markup.append("&amp;");
        case '<' -> markup.append("&lt;");
        case '>' -> markup.append("&gt;");
        case '"' -> markup.append("&quot;");
        case '\'' -> markup.append("&#39;");
        case '\r' -> {}
        default -> markup.append(c);
      }
    }
  }

  @Override
  public String toString() {
    if (!open.isEmpty()) {
      throw new IllegalStateException("not closed: " + open);
    }
    return markup.toString();
  }
}
