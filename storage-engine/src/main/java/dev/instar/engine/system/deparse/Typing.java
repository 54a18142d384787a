package dev.instar.engine.system.deparse;

import dev.instar.engine.analysis.BoundExpression;
import dev.instar.engine.sql.Expression;
import dev.instar.engine.sql.Query;
import dev.instar.engine.statement.StatementContext;
import dev.instar.engine.type.DataType;
import dev.instar.engine.type.Types;

/** What is known where an expression stands: what its parts are, and how columns are called. */
interface Typing {
  StatementContext context();

  /** What an expression means; literals without a type are text. */
  BoundExpression bind(Expression expression);

  /** A column as it is printed. */
  String column(Expression.ColumnReference column);

  /** What is known within a subquery. */
  Typing within(Query query);

  /** The type of an expression; of a literal that takes any type, unknown. */
  default DataType type(Expression expression) {
    if (expression instanceof Expression.Literal literal) {
      switch (literal.kind()) {
        case NULL, STRING -> {
          return Types.UNKNOWN;
        }
        case BOOLEAN -> {
          return Types.BOOLEAN;
        }
        case NUMBER, BIT_STRING -> {}
      }
    }
    return bind(expression).type();
  }
}
