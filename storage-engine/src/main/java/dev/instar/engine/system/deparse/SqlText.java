package dev.instar.engine.system.deparse;

/** The text in the making, with PostgreSQL's way to break lines. Of one thread. */
final class SqlText {
  /** How far what stands within something is moved to the right. */
  static final int STEP = 8;

  static final int SMALL_STEP = 4;

  private final StringBuilder text = new StringBuilder();
  private final Style style;
  private int indentation;

  SqlText(Style style) {
    this.style = style;
  }

  Style style() {
    return style;
  }

  SqlText add(String part) {
    text.append(part);
    return this;
  }

  /**
   * A key word on a line of its own, if lines are broken.
   *
   * @param before what the indentation changes by before it
   * @param after what it changes by behind it
   * @param extra how much further this line is moved
   */
  SqlText keyword(String word, int before, int after, int extra) {
    if (!style.indent()) {
      return add(word);
    }
    indentation += before;
    while (!text.isEmpty() && text.charAt(text.length() - 1) == ' ') {
      text.setLength(text.length() - 1);
    }
    text.append('\n').append(" ".repeat(Math.max(0, indentation) + extra)).append(word);
    indentation += after;
    return this;
  }

  int indentation() {
    return indentation;
  }

  SqlText indentation(int now) {
    indentation = now;
    return this;
  }

  int length() {
    return text.length();
  }

  /** What was written from there on. */
  String from(int start) {
    return text.substring(start);
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
