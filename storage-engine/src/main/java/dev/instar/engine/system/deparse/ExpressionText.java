package dev.instar.engine.system.deparse;

import dev.instar.engine.catalog.Column;
import dev.instar.engine.catalog.Table;
import dev.instar.engine.sql.Expression;
import dev.instar.engine.sql.SqlParser;
import dev.instar.engine.statement.StatementContext;
import dev.instar.engine.type.DataType;
import dev.instar.engine.type.Types;
import java.util.List;

/** Expressions of a table as PostgreSQL prints them. Stateless. */
public final class ExpressionText {
  private ExpressionText() {}

  /**
   * An expression over a table's row.
   *
   * @param text SQL that can be parsed again
   * @param type what a literal is that takes any type
   */
  public static String of(
      StatementContext context, Table table, String text, DataType type, Style style) {
    SqlText out = new SqlText(style);
    Expression expression = SqlParser.parseExpression(text).tree();
    new ExpressionPrinter(out, new TableTyping(context, table)).print(expression, type);
    return out.toString();
  }

  /** A column's DEFAULT or what it is GENERATED from. */
  public static String ofDefault(
      StatementContext context, Table table, Column column, Style style) {
    DataType type = context.catalog().type(column.type()).orElse(Types.TEXT);
    return of(context, table, column.defaultText().orElseThrow(), type, style);
  }

  /** Whether an index key is printed without parentheses: a call of a function. */
  static boolean isCall(String text) {
    return SqlParser.parseExpression(text).tree() instanceof Expression.FunctionCall call
        && !List.of("coalesce", "nullif", "greatest", "least", "extract")
            .contains(call.name().name());
  }
}
