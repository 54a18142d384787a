package dev.instar.engine.sql;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

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
   * Parses a script as a plan needs it: what PostgreSQL has and the grammar does not take becomes
   * an {@link Outline}.
   *
   * @return the statements in order
   * @throws SqlSyntaxException at the first thing that is malformed, with its position
   */
  public static List<ParsedStatement> outlineScript(String script) {
    return new StatementParser(script, true).script(statement -> {});
  }

  /**
   * Cuts a script into its statements without asking what they mean, as psql does: a line that
   * begins with a backslash is skipped, and so is the data behind {@code COPY … FROM stdin}.
   *
   * @param statements gets each statement before the next is looked for
   * @throws SqlSyntaxException where a quote or a comment is never closed, or a character begins
   *     nothing
   */
  public static void splitScript(String script, Consumer<StatementText> statements) {
    new ScriptSplitter(script, statements).split();
  }

  /**
   * The names in a text that need not be a statement of this grammar: of {@code a.b.c} the names
   * {@code a} and {@code a.b}. Reserved words are none.
   *
   * @param strings whether those in string constants count, such as the body of a DO
   */
  public static Set<QualifiedName> namesIn(String text, boolean strings) {
    return new NameScan(strings).of(text);
  }

  /**
   * A text with other names in the place of qualified ones, those that are the whole of a string
   * constant among them. What is not replaced stays as it is written.
   *
   * @param text a statement or a part of one
   * @param names what stands for a qualified name; empty to leave it
   * @throws SqlSyntaxException for a text that is cut into no tokens
   */
  public static String renamed(
      String text, Function<QualifiedName, Optional<QualifiedName>> names) {
    return new NameReplacement(text, names).run();
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

  /**
   * Parses a text that is the bound of a partition: {@code FOR VALUES …} or {@code DEFAULT}.
   *
   * @throws SqlSyntaxException at the first thing that is not known
   */
  public static PartitionBound parsePartitionBound(String text) {
    return new StatementParser(text).wholeBound();
  }
}
