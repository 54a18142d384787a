package dev.instar.engine.table;

import dev.instar.engine.analysis.BoundExpression;
import dev.instar.engine.analysis.ExpressionAnalyzer;
import dev.instar.engine.catalog.Column;
import dev.instar.engine.catalog.Table;
import dev.instar.engine.evaluation.Evaluator;
import dev.instar.engine.evaluation.Evaluators;
import dev.instar.engine.sql.SqlParser;
import dev.instar.engine.statement.StatementContext;

/** Expressions that the catalog has as SQL, ready to be evaluated over a table's rows. */
final class TableExpression {
  private TableExpression() {}

  static Evaluator over(Table table, String sql, StatementContext context) {
    return Evaluators.plain()
        .compile(
            ExpressionAnalyzer.overTable(SqlParser.parseExpression(sql).tree(), table, context));
  }

  /** What a generated column's value is, as the column's type. */
  static Evaluator generated(Table table, Column column, StatementContext context) {
    var expression =
        ExpressionAnalyzer.overTable(
            SqlParser.parseExpression(column.defaultText().orElseThrow()).tree(), table, context);
    return Evaluators.plain().compile(assigned(expression, column, context));
  }

  /** A column's default, evaluated over no row; NULL where it has none. */
  static Evaluator defaultOf(Column column, StatementContext context) {
    if (column.defaultText().isEmpty()) {
      return frame -> null;
    }
    var expression =
        ExpressionAnalyzer.constant(
            SqlParser.parseExpression(column.defaultText().get()).tree(), context);
    return Evaluators.plain().compile(assigned(expression, column, context));
  }

  private static BoundExpression assigned(
      BoundExpression expression, Column column, StatementContext context) {
    return ExpressionAnalyzer.assigned(
        expression,
        context.catalog().type(column.type()).orElseThrow(),
        column.modifier(),
        context);
  }
}
