package dev.instar.engine.sql;

import java.util.List;
import java.util.function.Consumer;

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
    return parseScript(script, statement -> {});
  }

  /**
   * Parses a script like {@link #parseScript(String)}, and shows each statement before it reads the
   * next: what throws there ends the parsing, and what is wrong behind that statement is not met.
   */
  public static List<ParsedStatement> parseScript(String script, Consumer<ParsedStatement> parsed) {
    return new StatementParser(script).script(parsed);
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

  /**
   * Parses a text that is one type, as {@code to_regtype} takes it.
   *
   * @throws SqlSyntaxException at the first thing that is not known
   */
  public static TypeName parseType(String text) {
    return new StatementParser(text).wholeType();
  }

  /**
   * Parses a text that is one name, as {@code to_regclass} takes it.
   *
   * @throws SqlSyntaxException at the first thing that is not known
   */
  public static QualifiedName parseName(String text) {
    return new StatementParser(text).wholeName();
  }
}
