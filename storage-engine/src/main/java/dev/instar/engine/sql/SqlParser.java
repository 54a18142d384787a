package dev.instar.engine.sql;

import java.util.List;

/** From SQL text to statements. Stateless; every method may be called from any thread. */
public final class SqlParser {
  private SqlParser() {}

  /**
   * Parses a script of statements separated by semicolons.
   *
   * @return the statements in order; empty for a text of white space and comments
   * @throws SqlSyntaxException at the first thing that is not known, with its position
   */
  public static List<ParsedStatement> parseScript(String script) {
    return new StatementParser(script).script();
  }

  /**
   * Parses a text of exactly one statement, with or without a semicolon behind it.
   *
   * @throws SqlSyntaxException at the first thing that is not known, where the statement is
   *     missing, or where a second one begins
   */
  public static ParsedStatement parseStatement(String text) {
    return new StatementParser(text).onlyStatement();
  }

  /**
   * Parses a text that is one value expression, as it may stand behind USING or in CHECK.
   *
   * @throws SqlSyntaxException at the first thing that is not known
   */
  public static SqlFragment parseExpression(String text) {
    return new StatementParser(text).wholeExpression();
  }
}
