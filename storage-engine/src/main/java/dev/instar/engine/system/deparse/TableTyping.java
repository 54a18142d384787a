package dev.instar.engine.system.deparse;

import dev.instar.engine.analysis.BoundExpression;
import dev.instar.engine.analysis.ExpressionAnalyzer;
import dev.instar.engine.catalog.Table;
import dev.instar.engine.error.SqlException;
import dev.instar.engine.sql.Expression;
import dev.instar.engine.sql.Query;
import dev.instar.engine.statement.StatementContext;
import dev.instar.engine.system.name.Names;

/** Over one table's row: CHECK, defaults, indexes, generated columns. */
record TableTyping(StatementContext context, Table table) implements Typing {
  @Override
  public BoundExpression bind(Expression expression) {
    return ExpressionAnalyzer.overTable(expression, table, context);
  }

  @Override
  public String column(Expression.ColumnReference column) {
    return Names.quoted(column.parts().getLast());
  }

  @Override
  public Typing within(Query query) {
    throw SqlException.unsupported("a subquery in an expression of a table");
  }
}
