package dev.instar.engine.sql;

import java.util.StringJoiner;

/** A text without its layout. Stateless. */
public final class SqlWords {
  private SqlWords() {}

  /**
   * The tokens of a text with single spaces between: without comments, key words and unquoted names
   * in lower case, all else as written. Two texts that differ in nothing but layout give the same.
   *
   * @throws SqlSyntaxException where no token can be read
   */
  public static String of(String sql) {
    Lexer lexer = new Lexer(new SourceText(sql));
    StringJoiner words = new StringJoiner(" ");
    for (Token token = lexer.next(); token.kind() != Token.Kind.END; token = lexer.next()) {
      words.add(token.kind() == Token.Kind.WORD ? token.value() : token.span().of(sql));
    }
    return words.toString();
  }
}
