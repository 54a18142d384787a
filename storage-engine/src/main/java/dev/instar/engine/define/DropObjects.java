package dev.instar.engine.define;

import dev.instar.engine.analysis.Privileges;
import dev.instar.engine.analysis.RelationNames;
import dev.instar.engine.catalog.CatalogObject;
import dev.instar.engine.catalog.Index;
import dev.instar.engine.catalog.Relation;
import dev.instar.engine.catalog.Schema;
import dev.instar.engine.catalog.Sequence;
import dev.instar.engine.catalog.Table;
import dev.instar.engine.catalog.UserEnum;
import dev.instar.engine.catalog.View;
import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlException.Field;
import dev.instar.engine.error.SqlState;
import dev.instar.engine.lock.LockMode;
import dev.instar.engine.sql.ObjectKind;
import dev.instar.engine.sql.QualifiedName;
import dev.instar.engine.sql.Removal;
import dev.instar.engine.statement.StatementContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * DROP TABLE, VIEW, SEQUENCE, TYPE, SCHEMA, EXTENSION and PUBLICATION: all names, then all at once.
 */
final class DropObjects {
  private DropObjects() {}

  static void execute(Removal.DropObjects statement, StatementContext context) {
    List<ObjectAddress> targets = new ArrayList<>();
    for (QualifiedName name : statement.names()) {
      Optional<? extends CatalogObject> found = find(statement, name, context);
      found.ifPresent(
          object -> {
            requireMayDrop(context, object);
            ObjectAddress address = ObjectAddress.of(object.oid());
            if (!targets.contains(address)) {
              targets.add(address);
            }
          });
    }
    if (!targets.isEmpty()) {
      Drops.drop(context, targets, statement.cascade());
    }
  }

  private static Optional<? extends CatalogObject> find(
      Removal.DropObjects statement, QualifiedName name, StatementContext context) {
    boolean ifExists = statement.ifExists();
    return switch (statement.kind()) {
      case TABLE, VIEW, SEQUENCE, INDEX -> relation(statement.kind(), name, ifExists, context);
      case TYPE, DOMAIN -> type(statement.kind(), name, ifExists, context);
      case SCHEMA -> schema(name.name(), ifExists, context);
      case EXTENSION ->
          orMissing(
              settled(context, () -> context.catalog().extension(name.name())),
              SqlState.UNDEFINED_OBJECT,
              "extension \"" + name.name() + "\"",
              ifExists,
              context);
      case PUBLICATION ->
          orMissing(
              settled(context, () -> context.catalog().publication(name.name())),
              SqlState.UNDEFINED_OBJECT,
              "publication \"" + name.name() + "\"",
              ifExists,
              context);
      case DATABASE, ROLE -> throw SqlException.unsupported("DROP " + statement.kind());
    };
  }

  /** An object that is no relation, as it is when nobody else is changing it. */
  private static <T extends CatalogObject> Optional<T> settled(
      StatementContext context, Supplier<Optional<T>> lookUp) {
    Optional<T> seen = lookUp.get();
    seen.ifPresent(object -> context.edits().lockObject(object.oid()));
    return seen.isPresent() ? lookUp.get() : seen;
  }

  private static <T> Optional<T> orMissing(
      Optional<T> found, SqlState state, String thing, boolean ifExists, StatementContext context) {
    if (found.isEmpty()) {
      if (!ifExists) {
        throw new SqlException(state, thing + " does not exist");
      }
      Notices.missing(context, thing);
    }
    return found;
  }

  private static Optional<Relation> relation(
      ObjectKind kind, QualifiedName name, boolean ifExists, StatementContext context) {
    if (isSchemaMissing(name, ifExists, context)) {
      return Optional.empty();
    }
    SystemNames.refuse(name, context);
    Optional<Relation> known = RelationNames.lookUp(name, context);
    known.ifPresent(
        relation -> {
          requireKind(kind, relation);
          requireMayDrop(context, relation);
        });
    Optional<Relation> found = RelationNames.lockIfThere(name, LockMode.ACCESS_EXCLUSIVE, context);
    found.ifPresent(relation -> requireKind(kind, relation));
    String thing = kind.name().toLowerCase(Locale.ROOT) + " \"" + text(name) + "\"";
    return orMissing(found, SqlState.UNDEFINED_TABLE, thing, ifExists, context);
  }

  private static String text(QualifiedName name) {
    return name.name();
  }

  private static boolean isSchemaMissing(
      QualifiedName name, boolean ifExists, StatementContext context) {
    Optional<String> schema = name.schema();
    if (schema.isEmpty()
        || schema.get().equals("pg_temp")
        || context.catalog().schema(schema.get()).isPresent()) {
      return false;
    }
    orMissing(
        Optional.empty(),
        SqlState.INVALID_SCHEMA_NAME,
        "schema \"" + schema.get() + "\"",
        ifExists,
        context);
    return true;
  }

  private static void requireKind(ObjectKind kind, Relation relation) {
    ObjectKind actual =
        switch (relation) {
          case Table table -> ObjectKind.TABLE;
          case View view -> ObjectKind.VIEW;
          case Sequence sequence -> ObjectKind.SEQUENCE;
          case Index index -> ObjectKind.INDEX;
        };
    if (actual != kind) {
      String word = actual.name().toLowerCase(Locale.ROOT);
      throw new SqlException(
              SqlState.WRONG_OBJECT_TYPE,
              "\"%s\" is not %s %s"
                  .formatted(relation.name(), article(kind), kind.name().toLowerCase(Locale.ROOT)))
          .with(
              Field.HINT, "Use DROP %s to remove %s %s.".formatted(actual, article(actual), word));
    }
  }

  private static String article(ObjectKind kind) {
    return kind == ObjectKind.INDEX ? "an" : "a";
  }

  private static Optional<UserEnum> type(
      ObjectKind kind, QualifiedName name, boolean ifExists, StatementContext context) {
    if (isSchemaMissing(name, ifExists, context)) {
      return Optional.empty();
    }
    Optional<UserEnum> found = settled(context, () -> EnumNames.lookUp(name, context));
    if (found.isPresent() && kind == ObjectKind.DOMAIN) {
      throw new SqlException(SqlState.WRONG_OBJECT_TYPE, "\"" + name.name() + "\" is not a domain");
    }
    return orMissing(
        found,
        SqlState.UNDEFINED_OBJECT,
        "type \"" + EnumNames.text(name) + "\"",
        ifExists,
        context);
  }

  private static Optional<Schema> schema(String name, boolean ifExists, StatementContext context) {
    Optional<Schema> found = settled(context, () -> context.catalog().schema(name));
    if (found.filter(schema -> schema.oid() < 2200 || name.equals("information_schema")).isPresent()
        && name.startsWith("pg_")) {
      throw new SqlException(
          SqlState.DEPENDENT_OBJECTS_STILL_EXIST,
          "cannot drop schema " + name + " because it is required by the database system");
    }
    return orMissing(
        found, SqlState.INVALID_SCHEMA_NAME, "schema \"" + name + "\"", ifExists, context);
  }

  /** The owner may, and the owner of the schema. */
  private static void requireMayDrop(StatementContext context, CatalogObject object) {
    boolean ownsSchema =
        object instanceof Relation relation
            && Privileges.isOwner(context, context.catalog().get(Schema.class, relation.schema()));
    if (!ownsSchema) {
      Privileges.requireOwner(context, object);
    }
  }
}
