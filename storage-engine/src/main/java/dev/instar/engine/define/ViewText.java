package dev.instar.engine.define;

import dev.instar.engine.analysis.RelationNames;
import dev.instar.engine.catalog.Catalog;
import dev.instar.engine.catalog.Relation;
import dev.instar.engine.catalog.Schema;
import dev.instar.engine.function.QuotingFunctions;
import dev.instar.engine.sql.Expression;
import dev.instar.engine.sql.FromItem;
import dev.instar.engine.sql.QualifiedName;
import dev.instar.engine.sql.Query;
import dev.instar.engine.sql.QueryBody;
import dev.instar.engine.sql.SqlParser;
import dev.instar.engine.statement.StatementContext;
import dev.instar.engine.statement.SystemRelation;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A view's query as the catalog keeps it: as it was written, but so that it means the same whatever
 * the search path is and whatever is renamed or added:
 *
 * <pre>
 *   SELECT * FROM t JOIN s.u ON …     SELECT t.a, t.b, u.c FROM public.t AS t JOIN s.u AS u ON …
 *   … after RENAME COLUMN a TO x      SELECT t.a, … FROM public.t AS t(a) …
 * </pre>
 */
final class ViewText {
  private ViewText() {}

  /**
   * @param dependsOn OIDs of the relations and types that are named
   */
  record Qualified(String text, Set<Integer> dependsOn) {}

  /** What is kept of a query. */
  static Qualified qualify(String text, StatementContext context) {
    TextEdits edits = new TextEdits(text);
    Set<Integer> dependsOn = new LinkedHashSet<>();
    QueryWalk.walk(
        parse(text),
        new QueryWalk.Visitor() {
          @Override
          public void table(FromItem.Table table) {
            qualifyTable(text, table, edits, dependsOn, context);
          }

          @Override
          public void select(QueryBody.Select select, Set<String> common) {
            new StarExpansion(text, select, common, context).apply(edits);
          }

          @Override
          public void expression(Expression expression) {
            StoredExpressions.pin(expression, edits, dependsOn, context);
            if (expression instanceof Expression.ColumnReference column
                && column.parts().size() > 2) {
              int start = column.position().offset();
              String name =
                  column.parts().subList(1, column.parts().size()).stream()
                      .map(QuotingFunctions::identifier)
                      .collect(Collectors.joining("."));
              edits.replace(start, TextEdits.endOfName(text, start), name);
            }
          }
        });
    return new Qualified(edits.apply(), dependsOn);
  }

  static Query parse(String text) {
    return (Query) SqlParser.parseStatement(text).statement();
  }

  private static void qualifyTable(
      String text,
      FromItem.Table table,
      TextEdits edits,
      Set<Integer> dependsOn,
      StatementContext context) {
    Optional<SystemRelation> system = RelationNames.system(table.name(), context);
    String schema;
    if (system.isPresent()) {
      schema = system.get().schema();
    } else {
      Relation relation = RelationNames.find(table.name(), context);
      dependsOn.add(relation.oid());
      schema = context.catalog().get(Schema.class, relation.schema()).name();
    }
    String name = sql(QualifiedName.of(schema, table.name().name()));
    String alias =
        table.alias().isPresent() ? "" : " AS " + QuotingFunctions.identifier(table.name().name());
    edits.replace(start(text, table), end(text, table), name + alias);
  }

  /** Where the name of a relation begins, behind ONLY. */
  private static int start(String text, FromItem.Table table) {
    int start = table.position().offset();
    boolean only = table.only() && text.toLowerCase(Locale.ROOT).startsWith("only", start);
    if (!only) {
      return start;
    }
    int name = start + "only".length();
    while (Character.isWhitespace(text.charAt(name))) {
      name++;
    }
    return name;
  }

  private static int end(String text, FromItem.Table table) {
    return TextEdits.endOfName(text, start(text, table));
  }

  static String sql(QualifiedName name) {
    return name.schema().map(schema -> QuotingFunctions.identifier(schema) + ".").orElse("")
        + QuotingFunctions.identifier(name.name());
  }

  static QualifiedName nameOf(Catalog catalog, Relation relation) {
    return QualifiedName.of(catalog.get(Schema.class, relation.schema()).name(), relation.name());
  }

  /**
   * A kept query with the names of some relations in place of others; empty leaves one as it is.
   */
  static String renameRelations(
      String stored, Function<QualifiedName, Optional<QualifiedName>> names) {
    TextEdits edits = new TextEdits(stored);
    forTables(
        stored,
        table ->
            names
                .apply(table.name())
                .ifPresent(
                    now -> edits.replace(start(stored, table), end(stored, table), sql(now))));
    return edits.apply();
  }

  /**
   * A kept query after a column of a relation was renamed: it goes on calling it as before.
   *
   * @param names of the relation's columns, before
   * @param place of the column among them, from 0
   */
  static String keepColumnName(
      String stored, QualifiedName relation, List<String> names, int place) {
    TextEdits edits = new TextEdits(stored);
    forTables(
        stored,
        table -> {
          if (table.name().equals(relation)) {
            List<String> known = columnAliases(table);
            if (known.size() <= place) {
              List<String> all = new ArrayList<>(known);
              all.addAll(names.subList(known.size(), place + 1));
              putAlias(stored, table, all, edits);
            }
          }
        });
    return edits.apply();
  }

  /**
   * A kept query after a column was added behind the others of a relation: where the query uses its
   * name for something else, it calls it otherwise.
   *
   * @param names of the relation's columns, before
   */
  static String hideColumn(
      String stored, QualifiedName relation, List<String> names, String column) {
    Set<String> used =
        SqlParser.namesIn(stored, false).stream()
            .map(QualifiedName::name)
            .collect(Collectors.toSet());
    if (!used.contains(column)) {
      return stored;
    }
    int number = 1;
    while (used.contains(column + "_" + number) || names.contains(column + "_" + number)) {
      number++;
    }
    String hidden = column + "_" + number;
    TextEdits edits = new TextEdits(stored);
    forTables(
        stored,
        table -> {
          if (table.name().equals(relation)) {
            List<String> all = new ArrayList<>(columnAliases(table));
            all.addAll(names.subList(all.size(), names.size()));
            all.add(hidden);
            putAlias(stored, table, all, edits);
          }
        });
    return edits.apply();
  }

  /** A kept query after a column that it does not read was dropped. */
  static String forgetColumn(String stored, QualifiedName relation, int place) {
    TextEdits edits = new TextEdits(stored);
    forTables(
        stored,
        table -> {
          List<String> known = columnAliases(table);
          if (table.name().equals(relation) && known.size() > place) {
            List<String> rest = new ArrayList<>(known);
            rest.remove(place);
            putAlias(stored, table, rest, edits);
          }
        });
    return edits.apply();
  }

  private static List<String> columnAliases(FromItem.Table table) {
    return table.alias().map(FromItem.Alias::columns).orElse(List.of());
  }

  /** The alias of a relation, which a kept query always has, with another list of columns. */
  private static void putAlias(
      String stored, FromItem.Table table, List<String> columns, TextEdits edits) {
    FromItem.Alias alias = table.alias().orElseThrow();
    int start = alias.position().offset();
    int name = start;
    if (stored.toLowerCase(Locale.ROOT).startsWith("as", start)
        && Character.isWhitespace(stored.charAt(start + 2))) {
      name = start + 2;
      while (Character.isWhitespace(stored.charAt(name))) {
        name++;
      }
    }
    int end = TextEdits.endOfName(stored, name);
    if (!alias.columns().isEmpty()) {
      end = stored.indexOf(')', end) + 1;
    }
    String list =
        columns.isEmpty()
            ? ""
            : columns.stream()
                .map(QuotingFunctions::identifier)
                .collect(Collectors.joining(", ", "(", ")"));
    edits.replace(
        start, end, "AS " + QuotingFunctions.identifier(alias.name().orElseThrow()) + list);
  }

  private static void forTables(String stored, Consumer<FromItem.Table> visit) {
    QueryWalk.walk(
        parse(stored),
        new QueryWalk.Visitor() {
          @Override
          public void table(FromItem.Table table) {
            visit.accept(table);
          }

          @Override
          public void select(QueryBody.Select select, Set<String> common) {}

          @Override
          public void expression(Expression expression) {}
        });
  }

  /** A kept query after a user's type was renamed or moved. */
  static String renameType(String stored, QualifiedName before, QualifiedName now) {
    TextEdits edits = new TextEdits(stored);
    expressions(stored, node -> StoredExpressions.renameType(node, before, now, edits));
    return edits.apply();
  }

  /** All expressions of a kept query, and those within them. */
  static void expressions(String stored, Consumer<Expression> visitor) {
    QueryWalk.walk(
        parse(stored),
        new QueryWalk.Visitor() {
          @Override
          public void table(FromItem.Table table) {}

          @Override
          public void select(QueryBody.Select select, Set<String> common) {}

          @Override
          public void expression(Expression expression) {
            visitor.accept(expression);
          }
        });
  }
}
