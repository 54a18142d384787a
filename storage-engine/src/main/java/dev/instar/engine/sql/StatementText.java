package dev.instar.engine.sql;

import java.util.List;
import java.util.Objects;

/**
 * One statement of a script as text, of which nobody has asked what it means.
 *
 * @param text from its first to its last token, without the semicolon; names longer than 63 bytes
 *     are cut, as PostgreSQL cuts them
 * @param line the line of its first token, from 1
 * @param column the column of its first token, from 1, in code points
 * @param beginning its first tokens, at most {@link #BEGINNING_TOKENS}: key words and names folded,
 *     quoted names without their quotes, symbols as written, any other as {@code ?}
 */
public record StatementText(String text, int line, int column, List<String> beginning) {
  /** Enough for what a definition defines, with all words that may stand before its name. */
  public static final int BEGINNING_TOKENS = 24;

  public StatementText {
    Objects.requireNonNull(text, "text");
    beginning = List.copyOf(beginning);
  }
}
