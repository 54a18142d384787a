package dev.instar.engine.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * A comment of a script.
 *
 * @param text the comment as written, from {@code --} up to the end of its line, or from {@code /*}
 *     to the end that belongs to it
 * @param span where it stands in the script
 * @param line the line where it begins, from 1
 * @param column where it begins in that line, from 1, in code points
 */
public record SqlComment(String text, SourceSpan span, int line, int column) {
  public SqlComment {
    Objects.requireNonNull(text, "text");
    Objects.requireNonNull(span, "span");
  }

  /**
   * The comments of a script, in order: what stands between its tokens, so nothing that is in a
   * string, a quoted name or a dollar quote. A comment between the parts of a continued string
   * belongs to the string.
   *
   * @throws SqlSyntaxException where no token can be read
   */
  public static List<SqlComment> allOf(String script) {
    SourceText source = new SourceText(script);
    WhiteSpace white = new WhiteSpace(source);
    Lexer lexer = new Lexer(source);
    List<SqlComment> comments = new ArrayList<>();
    int from = 0;
    Token token;
    do {
      token = lexer.next();
      int next = token.span().start();
      for (SourceSpan span : white.comments(from, next)) {
        comments.add(
            new SqlComment(
                span.of(script), span, source.lineOf(span.start()), source.columnOf(span.start())));
      }
      from = token.span().end();
    } while (token.kind() != Token.Kind.END);
    return comments;
  }
}
