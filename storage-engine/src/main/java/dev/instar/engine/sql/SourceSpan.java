package dev.instar.engine.sql;

/**
 * A half-open stretch {@code [start, end)} of a SQL text, in UTF-16 code units from the beginning.
 *
 * @param start first code unit, 0 or more
 * @param end one past the last code unit, not before {@code start}
 */
public record SourceSpan(int start, int end) {
  public SourceSpan {
    if (start < 0 || end < start) {
      throw new IllegalArgumentException("not a span: [" + start + ", " + end + ")");
    }
  }

  /** The stretch of {@code text} that this span covers. */
  public String of(String text) {
    return text.substring(start, end);
  }
}
