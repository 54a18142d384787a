package dev.instar.engine.system.relation;

import dev.instar.engine.catalog.CatalogObject;
import dev.instar.engine.catalog.Column;
import dev.instar.engine.catalog.Constraint;
import dev.instar.engine.catalog.DatabaseEntry;
import dev.instar.engine.catalog.Extension;
import dev.instar.engine.catalog.Index;
import dev.instar.engine.catalog.Publication;
import dev.instar.engine.catalog.Relation;
import dev.instar.engine.catalog.Role;
import dev.instar.engine.catalog.Schema;
import dev.instar.engine.catalog.Sequence;
import dev.instar.engine.catalog.Table;
import dev.instar.engine.catalog.UserEnum;
import dev.instar.engine.catalog.View;
import dev.instar.engine.statement.StatementContext;
import dev.instar.engine.system.data.RelationFacts;
import dev.instar.engine.system.name.Names;
import dev.instar.engine.system.name.TypeText;
import java.util.Optional;

/** Objects in words: {@code column a of table t}. Stateless. */
public final class ObjectText {
  private ObjectText() {}

  /** pg_describe_object; empty for what there is not. */
  public static Optional<String> describe(
      StatementContext context, int catalog, int object, int part) {
    return switch (RelationFacts.find(catalog).map(RelationFacts::name).orElse("")) {
      case "pg_attrdef" -> ofDefault(context, object);
      case "pg_rewrite" ->
          relation(context, MadeOids.viewOf(object)).map(view -> "rule _RETURN on " + view);
      case "pg_publication_rel" -> ofPublished(context, object);
      case "pg_type" -> TypeText.of(context, object, -1).map(name -> "type " + name);
      case "pg_authid", "pg_database" ->
          context.shared().find(object).map(found -> text(context, found));
      default ->
          context
              .catalog()
              .find(object)
              .map(found -> part == 0 ? text(context, found) : column(context, found, part));
    };
  }

  private static String column(StatementContext context, CatalogObject object, int part) {
    String name =
        switch (object) {
          case Table table -> table.column(part).name();
          case View view -> view.columns().get(part - 1).name();
          default -> Integer.toString(part);
        };
    return "column " + Names.quoted(name) + " of " + text(context, object);
  }

  private static Optional<String> relation(StatementContext context, int oid) {
    return Names.object(context, Relation.class, oid).map(found -> text(context, found));
  }

  private static String text(StatementContext context, CatalogObject object) {
    return switch (object) {
      case Relation relation ->
          kind(relation) + " " + Names.relation(context, relation.oid()).orElse(relation.name());
      case Constraint constraint ->
          "constraint "
              + Names.quoted(constraint.name())
              + relation(context, constraint.table()).map(table -> " on " + table).orElse("");
      case Schema schema -> "schema " + Names.quoted(schema.name());
      case UserEnum type -> "type " + TypeText.of(context, type.oid(), -1).orElse(type.name());
      case Publication publication -> "publication " + Names.quoted(publication.name());
      case Extension extension -> "extension " + Names.quoted(extension.name());
      case Role role -> "role " + Names.quoted(role.name());
      case DatabaseEntry database -> "database " + Names.quoted(database.name());
      case dev.instar.engine.catalog.Comment comment -> "comment " + comment.oid();
    };
  }

  private static String kind(Relation relation) {
    return switch (relation) {
      case Table table -> "table";
      case Index index -> "index";
      case Sequence sequence -> "sequence";
      case View view -> "view";
    };
  }

  private static Optional<String> ofDefault(StatementContext context, int oid) {
    for (Table table : context.catalog().all(Table.class)) {
      for (Column column : table.columns()) {
        if (MadeOids.ofDefault(table.oid(), column.number()) == oid) {
          return Optional.of("default value for " + column(context, table, column.number()));
        }
      }
    }
    return Optional.empty();
  }

  private static Optional<String> ofPublished(StatementContext context, int oid) {
    for (Publication publication : context.catalog().all(Publication.class)) {
      for (Publication.PublishedTable table : publication.tables()) {
        if (MadeOids.ofPublished(publication.oid(), table.table()) == oid) {
          return relation(context, table.table())
              .map(
                  name ->
                      "publication of "
                          + name
                          + " in publication "
                          + Names.quoted(publication.name()));
        }
      }
    }
    return Optional.empty();
  }
}
