package dev.instar.engine.define.alter;

import dev.instar.engine.analysis.BoundExpression;
import dev.instar.engine.analysis.ExpressionAnalyzer;
import dev.instar.engine.catalog.Column;
import dev.instar.engine.catalog.Table;
import dev.instar.engine.evaluation.Evaluator;
import dev.instar.engine.evaluation.Evaluators;
import dev.instar.engine.sql.Expression;
import dev.instar.engine.sql.SqlParser;
import dev.instar.engine.statement.StatementContext;
import dev.instar.engine.type.DataType;

/** Expressions that the catalog has as text, understood again. Stateless. */
final class StoredEvaluators {
  private StoredEvaluators() {}

  /** Over a table's row at offset 0. */
  static Evaluator over(String text, Table table, StatementContext context) {
    return Evaluators.plain().compile(ExpressionAnalyzer.overTable(parse(text), table, context));
  }

  /** What a generated column is computed by, as the column's type. */
  static Evaluator generated(Column column, Table table, StatementContext context) {
    BoundExpression value =
        ExpressionAnalyzer.overTable(parse(column.defaultText().orElseThrow()), table, context);
    return Evaluators.plain().compile(assigned(value, column, context));
  }

  /** A text without columns, as a column's type. */
  static BoundExpression constant(String text, Column column, StatementContext context) {
    return assigned(ExpressionAnalyzer.constant(parse(text), context), column, context);
  }

  /** As it is stored in a column. */
  static BoundExpression assigned(BoundExpression value, Column column, StatementContext context) {
    return ExpressionAnalyzer.assigned(value, type(column, context), column.modifier(), context);
  }

  static DataType type(Column column, StatementContext context) {
    return context.catalog().type(column.type()).orElseThrow();
  }

  private static Expression parse(String text) {
    return SqlParser.parseExpression(text).tree();
  }
}
