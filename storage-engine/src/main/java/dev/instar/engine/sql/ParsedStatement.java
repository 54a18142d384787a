package dev.instar.engine.sql;

import java.util.Objects;

/**
 * One statement of a script.
 *
 * @param statement what it means
 * @param text the statement as written, from its first to its last token, without the semicolon
 * @param span where it stands in the script
 * @param line the line of its first token, from 1
 * @param column the column of its first token, from 1, in code points
 */
public record ParsedStatement(
    Statement statement, String text, SourceSpan span, int line, int column) {
  public ParsedStatement {
    Objects.requireNonNull(statement, "statement");
    Objects.requireNonNull(text, "text");
    Objects.requireNonNull(span, "span");
  }
}
