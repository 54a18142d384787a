package dev.instar.engine.analysis;

import dev.instar.engine.error.SqlException;
import dev.instar.engine.sql.Statement;
import dev.instar.engine.statement.StatementContext;

/** Understands a query or a change of rows. Stateless. */
public final class Analyzer {
  private Analyzer() {}

  /**
   * Names become relations, which are locked; expressions get types.
   *
   * @param statement a query, INSERT, UPDATE or DELETE
   * @param text what positions in errors refer to
   * @param parameterTypes OIDs of types, as far as the client gave them; 0 for one that is to be
   *     inferred
   * @throws SqlException for whatever is wrong with it
   */
  public static AnalyzedStatement analyze(
      Statement statement, String text, int[] parameterTypes, StatementContext context) {
    throw SqlException.unsupported("this statement");
  }
}
