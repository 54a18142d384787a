package dev.instar.engine.analysis;

import dev.instar.engine.error.SqlException;
import dev.instar.engine.sql.Modification;
import dev.instar.engine.sql.Query;
import dev.instar.engine.sql.Statement;
import dev.instar.engine.statement.StatementContext;
import dev.instar.engine.type.DataType;
import java.util.List;

/** Understands a query or a change of rows. Stateless. */
public final class Analyzer {
  private Analyzer() {}

  /**
   * Names become relations, which are locked; expressions get types. Privileges are checked last.
   *
   * @param statement a query, INSERT, UPDATE or DELETE
   * @param text what the statement's positions count in; null if the client knows no such text, so
   *     that errors have no place
   * @param parameterTypes OIDs of types, as far as the client gave them; 0 for one that is to be
   *     inferred
   * @throws SqlException for whatever is wrong with it
   */
  public static AnalyzedStatement analyze(
      Statement statement, String text, int[] parameterTypes, StatementContext context) {
    ParameterTypes parameters = ParameterTypes.of(parameterTypes, context);
    Analysis analysis = Analysis.of(text, parameters, context);
    Environment environment = Environment.of(analysis);
    BoundStatement bound =
        switch (statement) {
          case Query query ->
              new BoundStatement.Select(new QueryAnalyzer(environment).analyze(query, true, true));
          case Modification change -> new ChangeAnalyzer(environment).analyze(change);
          default -> throw SqlException.unsupported("this statement as a part of another");
        };
    List<DataType> types = parameters.settled();
    analysis.checkPrivileges();
    return new AnalyzedStatement(
        bound, types, analysis.locks(), context.catalog(), context.searchPath());
  }
}
