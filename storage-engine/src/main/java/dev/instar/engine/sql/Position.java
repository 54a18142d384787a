package dev.instar.engine.sql;

/**
 * Where a node of the tree begins in the text, for errors that point there.
 *
 * <p>Any two are equal: a tree's equality is about what it means, not about where it was written,
 * so that {@code GROUP BY lower(a)} finds {@code lower(a)} among the targets. (PostgreSQL's {@code
 * equalfuncs.c} leaves its location fields out for the same reason.)
 *
 * @param offset in UTF-16 code units from the beginning of the text that was parsed, 0 or more
 */
public record Position(int offset) {
  public Position {
    if (offset < 0) {
      throw new IllegalArgumentException("no offset: " + offset);
    }
  }

  /**
   * As the protocol's field {@code P} counts: characters of {@code text}, from 1; behind its end
   * for a place in another text, such as a view's.
   */
  public int characterIn(String text) {
    return text.codePointCount(0, Math.min(offset, text.length())) + 1;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Position;
  }

  @Override
  public int hashCode() {
    return 0;
  }
}
