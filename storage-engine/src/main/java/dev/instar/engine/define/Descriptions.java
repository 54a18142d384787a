package dev.instar.engine.define;

import dev.instar.engine.catalog.Catalog;
import dev.instar.engine.catalog.CatalogObject;
import dev.instar.engine.catalog.Comment;
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
import dev.instar.engine.function.QuotingFunctions;
import dev.instar.engine.statement.StatementContext;
import dev.instar.engine.type.DataType;
import java.util.Optional;

/**
 * How messages call an object: {@code constraint c on table s.t}. As {@code pg_describe_object}.
 */
public final class Descriptions {
  private Descriptions() {}

  public static String of(StatementContext context, ObjectAddress address) {
    Optional<CatalogObject> found = context.catalog().find(address.object());
    if (found.isEmpty()) {
      return "type " + typeName(context, address.object());
    }
    CatalogObject object = found.get();
    if (address.isWhole()) {
      return of(context, object);
    }
    Table table = (Table) object;
    String column = "column " + table.column(address.column()).name() + " of " + of(context, table);
    return address.isDefault() ? "default value for " + column : column;
  }

  /** The name of a type that is no object of its own: an array, or one that is built in. */
  private static String typeName(StatementContext context, int oid) {
    return context.catalog().all(UserEnum.class).stream()
        .filter(type -> type.arrayOid() == oid)
        .findFirst()
        .map(type -> name(context, type) + "[]")
        .orElseGet(() -> context.catalog().type(oid).map(DataType::sqlName).orElse("unknown"));
  }

  public static String of(StatementContext context, CatalogObject object) {
    return switch (object) {
      case Relation relation -> word(relation) + " " + name(context, relation);
      case Constraint constraint ->
          "constraint "
              + constraint.name()
              + " on "
              + of(context, context.catalog().get(Table.class, constraint.table()));
      case UserEnum type -> "type " + name(context, type);
      case Schema schema -> "schema " + schema.name();
      case Publication publication -> "publication " + publication.name();
      case Extension extension -> "extension " + extension.name();
      case Role role -> "role " + role.name();
      case DatabaseEntry database -> "database " + database.name();
      case Comment comment -> "comment";
    };
  }

  /** The key word of a relation's kind. */
  static String word(Relation relation) {
    return switch (relation) {
      case Table table -> "table";
      case Index index -> "index";
      case Sequence sequence -> "sequence";
      case View view -> "view";
    };
  }

  /** A relation's name, with its schema in front if the search path does not find it. */
  public static String name(StatementContext context, Relation relation) {
    Catalog catalog = context.catalog();
    for (int schema : context.searchPath()) {
      var found = catalog.relation(schema, relation.name());
      if (found.isPresent()) {
        if (found.get().oid() == relation.oid()) {
          return QuotingFunctions.identifier(relation.name());
        }
        break;
      }
    }
    return qualified(catalog, relation.schema(), relation.name());
  }

  private static String name(StatementContext context, UserEnum type) {
    return context.searchPath().contains(type.schema())
        ? QuotingFunctions.identifier(type.name())
        : qualified(context.catalog(), type.schema(), type.name());
  }

  private static String qualified(Catalog catalog, int schema, String name) {
    return QuotingFunctions.identifier(catalog.get(Schema.class, schema).name())
        + "."
        + QuotingFunctions.identifier(name);
  }
}
