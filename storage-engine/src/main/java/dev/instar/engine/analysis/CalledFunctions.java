package dev.instar.engine.analysis;

import dev.instar.engine.function.Function;
import dev.instar.engine.sql.Query;
import dev.instar.engine.statement.StatementContext;
import java.util.Comparator;
import java.util.SortedSet;
import java.util.TreeSet;

/** The functions behind a query's calls and operators, those in its subqueries included. */
public final class CalledFunctions {
  private CalledFunctions() {}

  /**
   * Of a query as it stands in a view.
   *
   * @throws dev.instar.engine.error.SqlException as {@link Analyzer#analyze} does
   */
  public static SortedSet<Function> of(Query query, StatementContext context) {
    BoundStatement bound = Analyzer.analyze(query, "", new int[0], context).statement();
    SortedSet<Function> called = new TreeSet<>(Comparator.comparingInt(Function::oid));
    QueryTrees.map(
        ((BoundStatement.Select) bound).query(),
        0,
        (node, depth) -> {
          if (node instanceof BoundExpression.Call call) {
            called.add(call.function().function());
          }
          return null;
        });
    return called;
  }
}
