package dev.instar.engine.define;

import dev.instar.engine.analysis.Analyzer;
import dev.instar.engine.analysis.BoundExpression;
import dev.instar.engine.analysis.BoundQuery;
import dev.instar.engine.analysis.BoundSource;
import dev.instar.engine.analysis.BoundStatement;
import dev.instar.engine.catalog.View;
import dev.instar.engine.sql.SqlParser;
import dev.instar.engine.statement.StatementContext;
import java.util.List;
import java.util.function.Predicate;

/** Which columns of a table a view reads. */
public final class ViewColumns {
  private static final int[] NO_PARAMETERS = {};

  private ViewColumns() {}

  /** Whether the view reads a column of a table directly. */
  public static boolean reads(StatementContext context, View view, int table, int column) {
    BoundStatement bound =
        Analyzer.analyze(
                SqlParser.parseStatement(view.query()).statement(),
                view.query(),
                NO_PARAMETERS,
                context)
            .statement();
    return bound instanceof BoundStatement.Select select
        && anySource(
            select.query(), source -> source.table().oid() == table && source.used()[column - 1]);
  }

  private static boolean anySource(BoundQuery query, Predicate<BoundSource.TableSource> test) {
    for (BoundQuery.CommonQuery common : query.with()) {
      if (common.statement() instanceof BoundStatement.Select select
          && anySource(select.query(), test)) {
        return true;
      }
    }
    return switch (query.body()) {
      case BoundQuery.Body.Select select ->
          select.from().filter(source -> anySource(source, test)).isPresent()
              || anyExpression(List.copyOf(select.where().stream().toList()), test)
              || anyExpression(select.targets(), test)
              || select.grouping().filter(grouping -> anyGrouping(grouping, test)).isPresent();
      case BoundQuery.Body.Values values ->
          values.rows().stream().anyMatch(row -> anyExpression(row, test));
      case BoundQuery.Body.SetOperation operation ->
          anySource(operation.left(), test) || anySource(operation.right(), test);
      case BoundQuery.Body.Recursion recursion ->
          anySource(recursion.left(), test) || anySource(recursion.right(), test);
    };
  }

  private static boolean anyGrouping(
      BoundQuery.Grouping grouping, Predicate<BoundSource.TableSource> test) {
    return anyExpression(grouping.keys(), test)
        || anyExpression(grouping.having().stream().toList(), test)
        || grouping.aggregates().stream().anyMatch(call -> anyExpression(call.arguments(), test));
  }

  private static boolean anySource(BoundSource source, Predicate<BoundSource.TableSource> test) {
    return switch (source) {
      case BoundSource.TableSource table -> test.test(table);
      case BoundSource.QuerySource query -> anySource(query.query(), test);
      case BoundSource.JoinSource join ->
          anySource(join.left(), test)
              || anySource(join.right(), test)
              || anyExpression(join.condition().stream().toList(), test);
      case BoundSource.FunctionSource function -> anyExpression(List.of(function.call()), test);
      case BoundSource.SystemSource system -> false;
      case BoundSource.CommonSource common -> false;
    };
  }

  private static boolean anyExpression(
      List<BoundExpression> expressions, Predicate<BoundSource.TableSource> test) {
    for (BoundExpression expression : expressions) {
      if (expression instanceof BoundExpression.Subquery subquery
          && anySource(subquery.query(), test)) {
        return true;
      }
      if (anyExpression(ExpressionFacts.children(expression), test)) {
        return true;
      }
    }
    return false;
  }
}
