package dev.instar.engine.system.relation;

import dev.instar.engine.analysis.FigureName;
import dev.instar.engine.catalog.Index;
import dev.instar.engine.catalog.Table;
import dev.instar.engine.sql.SqlParser;
import dev.instar.engine.sql.SqlSyntaxException;
import dev.instar.engine.statement.StatementContext;
import dev.instar.engine.system.name.Names;
import dev.instar.engine.type.DataType;
import dev.instar.engine.type.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the columns of an index are called, and what they are. Stateless. */
final class IndexColumns {
  private IndexColumns() {}

  /** Keys first, then INCLUDE. A number makes a name unique, as PostgreSQL has it. */
  static List<String> names(StatementContext context, Index index) {
    Optional<Table> table = Names.object(context, Table.class, index.table());
    List<String> names = new ArrayList<>();
    for (Index.Key key : index.keys()) {
      names.add(
          unique(
              names,
              key.expression()
                  .map(IndexColumns::nameOf)
                  .orElseGet(() -> name(table, key.column()))));
    }
    for (int column : index.include()) {
      names.add(unique(names, name(table, column)));
    }
    return names;
  }

  private static String name(Optional<Table> table, int column) {
    return table.map(found -> found.column(column).name()).orElse("?");
  }

  private static String unique(List<String> names, String wanted) {
    String name = wanted;
    for (int i = 1; names.contains(name); i++) {
      name = wanted + i;
    }
    return name;
  }

  private static String nameOf(String expression) {
    try {
      return FigureName.of(SqlParser.parseExpression(expression).tree()).orElse("expr");
    } catch (SqlSyntaxException e) {
      return "expr";
    }
  }

  static DataType type(StatementContext context, Index index, int column) {
    return Names.object(context, Table.class, index.table())
        .flatMap(table -> context.catalog().type(table.column(column).type()))
        .orElse(Types.TEXT);
  }

  static int modifier(StatementContext context, Index index, int column) {
    return column == 0
        ? -1
        : Names.object(context, Table.class, index.table())
            .map(table -> table.column(column).modifier())
            .orElse(-1);
  }
}
