package dev.instar.engine.define;

import dev.instar.engine.catalog.Column;
import dev.instar.engine.catalog.Index;
import dev.instar.engine.catalog.Table;
import dev.instar.engine.sql.Expression;
import dev.instar.engine.sql.Expressions;
import dev.instar.engine.sql.SqlParser;
import dev.instar.engine.statement.StatementContext;
import java.util.Set;
import java.util.TreeSet;

/** Which columns an index is about: in keys, INCLUDE, expressions and predicate. */
public final class IndexColumns {
  private IndexColumns() {}

  /** Numbers of the columns. */
  public static Set<Integer> of(StatementContext context, Table table, Index index) {
    Table now = context.catalog().get(Table.class, table.oid());
    Set<Integer> numbers = new TreeSet<>(index.include());
    for (Index.Key key : index.keys()) {
      if (key.column() != 0) {
        numbers.add(key.column());
      }
      key.expression().ifPresent(text -> add(now, text, numbers));
    }
    index.predicate().ifPresent(text -> add(now, text, numbers));
    return numbers;
  }

  private static void add(Table table, String stored, Set<Integer> numbers) {
    for (Expression.ColumnReference column :
        Expressions.columns(SqlParser.parseExpression(stored).tree())) {
      table.column(column.parts().getFirst()).map(Column::number).ifPresent(numbers::add);
    }
  }
}
