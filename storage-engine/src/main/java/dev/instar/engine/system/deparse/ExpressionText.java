package dev.instar.engine.system.deparse;

import dev.instar.engine.catalog.Column;
import dev.instar.engine.catalog.Table;
import dev.instar.engine.sql.Expression;
import dev.instar.engine.sql.SqlParser;
import dev.instar.engine.statement.StatementContext;
import dev.instar.engine.type.DataType;
import dev.instar.engine.type.Types;

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
    SqlText out = new SqlText(style);
    DataType type = context.catalog().type(column.type()).orElse(Types.TEXT);
    Expression expression = SqlParser.parseExpression(column.defaultText().orElseThrow()).tree();
    Typing typing = new TableTyping(context, table);
    ExpressionPrinter printer = new ExpressionPrinter(out, typing);
    boolean converted = column.modifier() >= 0 || typing.type(expression).oid() != type.oid();
    if (converted) {
      // The conversion itself is not shown, but it stands around the expression.
      printer.enclosed(expression, expression, Parentheses.Place.CAST, type);
    } else {
      printer.print(expression, type);
    }
    return out.toString();
  }

  /** What a catalog has as {@code pg_node_tree}. */
  public static String of(StatementContext context, Table table, NodeTree tree, Style style) {
    boolean ofDefault = tree.column() > 0 && tree.column() <= table.columns().size();
    return ofDefault && table.column(tree.column()).defaultText().isPresent()
        ? ofDefault(context, table, table.column(tree.column()), style)
        : of(context, table, tree.sql(), Types.TEXT, style);
  }

  /** Whether an index key is printed without parentheses: what looks like a call. */
  static boolean isCall(String text) {
    return SqlParser.parseExpression(text).tree() instanceof Expression.FunctionCall;
  }
}
