package dev.instar.migrator.report;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Lines of text within a width, wrapped at spaces with a hanging indent. A word longer than the
 * room there is (a quoted name, a statement without spaces) keeps its length: names are never cut.
 * What would steer a terminal is shown, see {@link Printable}.
 *
 * <p>Used by one thread.
 */
public final class Page {
  private final int width;
  private final StringBuilder text = new StringBuilder();

  public Page(int width) {
    this.width = width;
  }

  /** An empty line. */
  public void blank() {
    text.append('\n');
  }

  /** A line as it is, however long. */
  public void line(int indent, String words) {
    text.append(words.isEmpty() ? "" : " ".repeat(indent)).append(Printable.of(words)).append('\n');
  }

  /** A paragraph. {@code paint} colours each line after it was measured. */
  public void paragraph(int indent, String words, UnaryOperator<String> paint) {
    for (String line : wrap(words, width - indent)) {
      text.append(" ".repeat(indent)).append(paint.apply(line)).append('\n');
    }
  }

  /** A paragraph without colour. */
  public void paragraph(int indent, String words) {
    paragraph(indent, words, UnaryOperator.identity());
  }

  /** A label and what belongs to it, which is aligned at a column of its own. */
  public void entry(
      int indent, String label, int labelWidth, String words, UnaryOperator<String> paint) {
    int hanging = indent + labelWidth;
    List<String> lines = wrap(words, width - hanging);
    String padding = " ".repeat(Math.max(1, labelWidth - label.length()));
    text.append(" ".repeat(indent)).append(paint.apply(label)).append(padding);
    text.append(lines.getFirst()).append('\n');
    for (String line : lines.subList(1, lines.size())) {
      text.append(" ".repeat(hanging)).append(line).append('\n');
    }
  }

  private static List<String> wrap(String words, int room) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : Printable.of(words).strip().split("\\s+")) {
      if (!line.isEmpty() && line.length() + 1 + word.length() > room) {
        lines.add(line.toString());
        line.setLength(0);
      }
      line.append(line.isEmpty() ? "" : " ").append(word);
    }
    lines.add(line.toString());
    return lines;
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
