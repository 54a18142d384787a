package dev.instar.engine.system.deparse;

import dev.instar.engine.analysis.Collations;
import dev.instar.engine.analysis.ExpressionAnalyzer;
import dev.instar.engine.catalog.Index;
import dev.instar.engine.catalog.Table;
import dev.instar.engine.function.Collation;
import dev.instar.engine.sql.SqlParser;
import dev.instar.engine.statement.StatementContext;
import dev.instar.engine.system.name.Names;
import dev.instar.engine.type.DataType;
import dev.instar.engine.type.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** CREATE INDEX: pg_get_indexdef. Stateless. */
public final class IndexText {
  private IndexText() {}

  /** The whole statement, with the table's schema. */
  public static String definition(StatementContext context, Index index) {
    return definition(context, index, Style.PLAIN, true);
  }

  /**
   * The whole statement.
   *
   * @param qualified whether the table's schema is shown where the search path would find it
   */
  public static String definition(
      StatementContext context, Index index, Style style, boolean qualified) {
    Table table = context.catalog().get(Table.class, index.table());
    StringBuilder out = new StringBuilder("CREATE ");
    out.append(index.unique() ? "UNIQUE " : "").append("INDEX ");
    out.append(Names.quoted(index.name())).append(" ON ");
    out.append(
        qualified
            ? Names.qualifiedRelation(context, table.oid()).orElseThrow()
            : Names.relation(context, table.oid()).orElseThrow());
    List<String> keys = new ArrayList<>();
    for (Index.Key key : index.keys()) {
      keys.add(key(context, table, key, style) + details(context, table, key));
    }
    out.append(" USING btree (").append(String.join(", ", keys)).append(")");
    if (!index.include().isEmpty()) {
      out.append(
          index.include().stream()
              .map(column -> Names.quoted(table.column(column).name()))
              .collect(Collectors.joining(", ", " INCLUDE (", ")")));
    }
    out.append(index.nullsNotDistinct() ? " NULLS NOT DISTINCT" : "");
    if (!index.options().isEmpty()) {
      out.append(" WITH ").append(options(index));
    }
    index
        .predicate()
        .ifPresent(
            text ->
                out.append(" WHERE ")
                    .append(ExpressionText.of(context, table, text, Types.BOOLEAN, style)));
    return out.toString();
  }

  private static String options(Index index) {
    return index.options().entrySet().stream()
        .map(option -> option.getKey() + "='" + option.getValue() + "'")
        .sorted()
        .collect(Collectors.joining(", ", "(", ")"));
  }

  /** A column of the index by its place, from 1; empty beyond the last. */
  public static String column(StatementContext context, Index index, int place, Style style) {
    Table table = context.catalog().get(Table.class, index.table());
    int keys = index.keys().size();
    if (place <= keys) {
      return key(context, table, index.keys().get(place - 1), style);
    }
    return place <= keys + index.include().size()
        ? Names.quoted(table.column(index.include().get(place - keys - 1)).name())
        : "";
  }

  private static String key(StatementContext context, Table table, Index.Key key, Style style) {
    if (key.expression().isEmpty()) {
      return Names.quoted(table.column(key.column()).name());
    }
    String text = key.expression().get();
    String printed = ExpressionText.of(context, table, text, Types.TEXT, style);
    return ExpressionText.isCall(text) ? printed : "(" + printed + ")";
  }

  /** The collation that the key would have if none had been said. */
  private static Collation without(
      StatementContext context, Table table, Index.Key key, DataType type) {
    return key.expression()
        .map(
            text ->
                Collations.of(
                    ExpressionAnalyzer.overTable(
                        SqlParser.parseExpression(text).tree(), table, context)))
        .orElseGet(() -> Collation.stored(table.column(key.column()).collation(), type));
  }

  private static String details(StatementContext context, Table table, Index.Key key) {
    StringBuilder out = new StringBuilder();
    DataType type = context.catalog().type(key.type()).orElseThrow();
    Collation collation = Collation.stored(key.collation(), type);
    if (Collation.isCollatable(type) && collation != without(context, table, key, type)) {
      out.append(" COLLATE ").append(Names.quoted(collation.sqlName()));
    }
    key.operatorClass().ifPresent(name -> out.append(" ").append(Names.quoted(name)));
    if (key.descending()) {
      out.append(key.nullsFirst() ? " DESC" : " DESC NULLS LAST");
    } else if (key.nullsFirst()) {
      out.append(" NULLS FIRST");
    }
    return out.toString();
  }
}
