package dev.instar.engine.define;

import dev.instar.engine.catalog.Catalog;
import dev.instar.engine.catalog.CatalogEdits;
import dev.instar.engine.catalog.Column;
import dev.instar.engine.catalog.Constraint;
import dev.instar.engine.catalog.Index;
import dev.instar.engine.catalog.Relation;
import dev.instar.engine.catalog.Schema;
import dev.instar.engine.catalog.Table;
import dev.instar.engine.catalog.UserEnum;
import dev.instar.engine.catalog.View;
import dev.instar.engine.sql.QualifiedName;
import dev.instar.engine.statement.StatementContext;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Writes anew what the catalog keeps as SQL when something that is named in it gets another name.
 * What is kept goes on meaning what it meant.
 */
public final class Rewrites {
  private Rewrites() {}

  /** A relation is to have another name or schema. */
  static void relationMoved(StatementContext context, Relation before, Relation now) {
    Catalog catalog = context.catalog();
    QualifiedName old = ViewText.nameOf(catalog, before);
    QualifiedName name = ViewText.nameOf(catalog, now);
    views(
        context,
        before.oid(),
        text ->
            ViewText.renameRelations(
                text, found -> found.equals(old) ? Optional.of(name) : Optional.empty()));
  }

  /** A relation's column is to have another name. */
  static void columnRenamed(
      StatementContext context, Relation relation, int place, List<String> names) {
    QualifiedName name = ViewText.nameOf(context.catalog(), relation);
    views(context, relation.oid(), text -> ViewText.keepColumnName(text, name, names, place));
  }

  /** A table is to have another column, behind all others. */
  public static void columnAdded(StatementContext context, Table table, String column) {
    QualifiedName name = ViewText.nameOf(context.catalog(), table);
    List<String> names = table.liveColumns().stream().map(Column::name).toList();
    views(context, table.oid(), text -> ViewText.hideColumn(text, name, names, column));
  }

  /** A table's column, which no view reads, is to go. */
  static void columnDropped(StatementContext context, Table table, int place) {
    QualifiedName name = ViewText.nameOf(context.catalog(), table);
    views(context, table.oid(), text -> ViewText.forgetColumn(text, name, place));
  }

  private static void views(StatementContext context, int relation, UnaryOperator<String> rewrite) {
    for (View view : context.catalog().all(View.class)) {
      if (view.dependsOn().contains(relation)) {
        put(context, view, rewrite.apply(view.query()));
      }
    }
  }

  private static void put(StatementContext context, View view, String query) {
    if (!query.equals(view.query())) {
      context.edits().put(view.withQuery(query));
    }
  }

  /** A schema is to have another name. */
  static void schemaRenamed(StatementContext context, String before, String now) {
    Catalog catalog = context.catalog();
    for (View view : catalog.all(View.class)) {
      put(
          context,
          view,
          ViewText.renameRelations(
              view.query(),
              name ->
                  name.schema().filter(before::equals).isPresent()
                      ? Optional.of(QualifiedName.of(now, name.name()))
                      : Optional.empty()));
    }
    int schema = catalog.schema(before).map(Schema::oid).orElse(0);
    for (UserEnum type : catalog.all(UserEnum.class)) {
      if (type.schema() == schema) {
        types(context, QualifiedName.of(before, type.name()), QualifiedName.of(now, type.name()));
      }
    }
  }

  /** A type is to have another name or schema. */
  static void typeMoved(StatementContext context, UserEnum before, UserEnum now) {
    types(context, nameOf(context, before), nameOf(context, now));
  }

  private static QualifiedName nameOf(StatementContext context, UserEnum type) {
    return QualifiedName.of(context.catalog().get(Schema.class, type.schema()).name(), type.name());
  }

  private static void types(StatementContext context, QualifiedName before, QualifiedName now) {
    everywhere(
        context,
        new Rewrite() {
          @Override
          public String view(View view) {
            return ViewText.renameType(view.query(), before, now);
          }

          @Override
          public String column(Table table, Column column, String stored) {
            return StoredExpressions.renameType(stored, before, now);
          }

          @Override
          public String overTable(Table table, String stored) {
            return StoredExpressions.renameType(stored, before, now);
          }
        });
  }

  /** A label of a type has another name, and the type is in the catalog with that. */
  static void labelRenamed(StatementContext context, String before, String now) {
    everywhere(context, new LabelRename(before, now, context));
  }

  /** What becomes of everything that is kept as SQL. */
  interface Rewrite {
    /** Of a view's query. */
    String view(View view);

    /** Of a column's default, or of what it is computed by. */
    String column(Table table, Column column, String stored);

    /** Of a check, or of an index's expression or condition. */
    String overTable(Table table, String stored);
  }

  private static void everywhere(StatementContext context, Rewrite rewrite) {
    CatalogEdits edits = context.edits();
    Catalog catalog = context.catalog();
    for (Table table : catalog.all(Table.class)) {
      List<Column> columns =
          table.columns().stream()
              .map(
                  column ->
                      column.withDefaultText(
                          column.defaultText().map(text -> rewrite.column(table, column, text))))
              .toList();
      if (!columns.equals(table.columns())) {
        edits.put(table.withColumns(columns));
      }
    }
    for (Constraint constraint : catalog.all(Constraint.class)) {
      if (constraint instanceof Constraint.Check check) {
        Table table = catalog.get(Table.class, check.table());
        String text = rewrite.overTable(table, check.expression());
        if (!text.equals(check.expression())) {
          edits.put(check.withExpression(text));
        }
      }
    }
    for (Index index : catalog.all(Index.class)) {
      Table table = catalog.get(Table.class, index.table());
      UnaryOperator<String> text = stored -> rewrite.overTable(table, stored);
      List<Index.Key> keys =
          index.keys().stream()
              .map(
                  key ->
                      new Index.Key(
                          key.column(),
                          key.expression().map(text),
                          key.type(),
                          key.collation(),
                          key.operatorClass(),
                          key.descending(),
                          key.nullsFirst()))
              .toList();
      Index renamed = index.withKeys(keys).withPredicate(index.predicate().map(text));
      if (!renamed.equals(index)) {
        edits.put(renamed);
      }
    }
    for (View view : catalog.all(View.class)) {
      View current = context.catalog().get(View.class, view.oid());
      put(context, current, rewrite.view(current));
    }
  }
}
