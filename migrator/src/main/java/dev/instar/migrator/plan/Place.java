package dev.instar.migrator.plan;

/**
 * A stretch of a script: from its first character up to the one past its last. Lines and columns
 * count from 1, columns in code points.
 */
public record Place(int line, int column, int endLine, int endColumn) {
  public Place {
    if (line < 1 || column < 1 || endLine < line || (endLine == line && endColumn < column)) {
      throw new IllegalArgumentException(
          "not a place: %d:%d to %d:%d".formatted(line, column, endLine, endColumn));
    }
  }

  /**
   * The place of a part of a text.
   *
   * @param line where the whole begins
   * @param column where the whole begins in that line
   * @param whole the text
   * @param from where the part begins in it, in UTF-16 code units
   * @param part the part's own text
   */
  public static Place of(int line, int column, String whole, int from, String part) {
    Place before = of(line, column, whole.substring(0, from));
    return of(before.endLine(), before.endColumn(), part);
  }

  /** The place of a text that begins there. */
  public static Place of(int line, int column, String text) {
    int last = text.lastIndexOf('\n');
    int breaks = (int) text.chars().filter(c -> c == '\n').count();
    int width = text.codePointCount(last + 1, text.length());
    return new Place(line, column, line + breaks, breaks == 0 ? column + width : 1 + width);
  }
}
