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
    throw new SqlSyntaxException("0A000", "no statement is known", 0, 1, 1);
  }
}
