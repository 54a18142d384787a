package dev.instar.engine.analysis;

import dev.instar.engine.catalog.Table;
import dev.instar.engine.error.SqlException;
import dev.instar.engine.sql.Expression;
import dev.instar.engine.statement.StatementContext;
import dev.instar.engine.type.DataType;

/** Understands expressions. */
public final class ExpressionAnalyzer {
  private ExpressionAnalyzer() {}

  /** Of CHECK, indexes, generated columns: over a table's row at offset 0. */
  public static BoundExpression overTable(Expression e, Table table, StatementContext context) {
    throw SqlException.unsupported("this expression");
  }

  /** Without any row: a default. */
  public static BoundExpression constant(Expression e, StatementContext context) {
    throw SqlException.unsupported("this expression");
  }

  /** Converted as a value that is assigned to a column. */
  public static BoundExpression assigned(
      BoundExpression e, DataType type, int modifier, StatementContext context) {
    throw SqlException.unsupported("this expression");
  }
}
