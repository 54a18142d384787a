package dev.instar.engine.logical;

import dev.instar.engine.analysis.BoundExpression;
import dev.instar.engine.analysis.ExpressionAnalyzer;
import dev.instar.engine.catalog.Catalog;
import dev.instar.engine.catalog.Table;
import dev.instar.engine.evaluation.Evaluator;
import dev.instar.engine.evaluation.Evaluators;
import dev.instar.engine.evaluation.Frame;
import dev.instar.engine.function.SessionFunctions;
import dev.instar.engine.lock.LockOwner;
import dev.instar.engine.sql.SqlParser;
import dev.instar.engine.statement.EngineServices;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Makes the conditions of publications ready, in the name of one reader. */
record RowFilters(
    EngineServices services, int database, int role, SessionFunctions functions, LockOwner owner)
    implements PublishedRelation.Filters {

  @Override
  public Map<String, RowFilter> compile(Published published, Table table, Catalog catalog) {
    Map<String, RowFilter> filters = new HashMap<>();
    published
        .filters()
        .forEach(
            (operation, conditions) -> {
              if (!conditions.isEmpty()) {
                filters.put(operation, filter(conditions, table, catalog));
              }
            });
    return filters;
  }

  private RowFilter filter(List<String> conditions, Table table, Catalog catalog) {
    HistoricContext context =
        new HistoricContext(services, database, role, catalog, functions, owner);
    List<Evaluator> evaluators = new ArrayList<>();
    for (String condition : conditions) {
      BoundExpression bound =
          ExpressionAnalyzer.overTable(SqlParser.parseExpression(condition).tree(), table, context);
      evaluators.add(Evaluators.plain().compile(bound));
    }
    return new RowFilter(evaluators, new Frame(context, new Object[0], null));
  }
}
