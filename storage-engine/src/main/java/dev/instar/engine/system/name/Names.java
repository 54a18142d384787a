package dev.instar.engine.system.name;

import dev.instar.engine.catalog.CatalogObject;
import dev.instar.engine.catalog.Relation;
import dev.instar.engine.catalog.Role;
import dev.instar.engine.catalog.Schema;
import dev.instar.engine.catalog.UserEnum;
import dev.instar.engine.function.QuotingFunctions;
import dev.instar.engine.statement.StatementContext;
import dev.instar.engine.statement.TemporarySchema;
import dev.instar.engine.system.data.RelationFacts;
import java.util.Optional;

/** Names of catalog objects, quoted, with a schema where the search path needs it. Stateless. */
public final class Names {
  private Names() {}

  /** A name as SQL writes it. */
  public static String quoted(String name) {
    return QuotingFunctions.identifier(name);
  }

  /** The name of a schema; empty if there is none. */
  public static Optional<String> schema(StatementContext context, int oid) {
    return object(context, Schema.class, oid).map(Schema::name);
  }

  /** An object of the session's database, if it is of that kind. */
  public static <T extends CatalogObject> Optional<T> object(
      StatementContext context, Class<T> kind, int oid) {
    return context.catalog().find(oid).filter(kind::isInstance).map(kind::cast);
  }

  /** A relation, with its schema where the search path does not find it. */
  public static Optional<String> relation(StatementContext context, int oid) {
    Optional<Relation> relation = object(context, Relation.class, oid);
    if (relation.isPresent()) {
      Relation found = relation.get();
      return Optional.of(
          isVisible(context, found)
              ? quoted(found.name())
              : qualified(context, found.schema(), found.name()));
    }
    return RelationFacts.find(oid)
        .map(
            facts ->
                isVisible(context, facts)
                    ? quoted(facts.name())
                    : facts.schema() + "." + quoted(facts.name()));
  }

  /** A relation, always with its schema. */
  public static Optional<String> qualifiedRelation(StatementContext context, int oid) {
    return object(context, Relation.class, oid)
        .map(relation -> qualified(context, relation.schema(), relation.name()))
        .or(() -> RelationFacts.find(oid).map(f -> f.schema() + "." + quoted(f.name())));
  }

  /** A name with its schema; the session's own temporary one is {@code pg_temp}. */
  public static String qualified(StatementContext context, int schema, String name) {
    String owner = schema(context, schema).orElse("pg_catalog");
    String shown =
        owner.equals(TemporarySchema.name(context)) ? TemporarySchema.ALIAS : quoted(owner);
    return shown + "." + quoted(name);
  }

  /** Whether the search path finds this relation by its name alone. */
  public static boolean isVisible(StatementContext context, Relation relation) {
    boolean first = !context.searchPath().contains(RelationFacts.PG_CATALOG);
    if (first && RelationFacts.find("pg_catalog", relation.name()).isPresent()) {
      return false;
    }
    for (int schema : context.searchPath()) {
      if (schema == relation.schema()) {
        return true;
      }
      if (taken(context, schema, relation.name())) {
        return false;
      }
    }
    return false;
  }

  private static boolean taken(StatementContext context, int schema, String name) {
    return context.catalog().relation(schema, name).isPresent()
        || schema(context, schema).flatMap(s -> RelationFacts.find(s, name)).isPresent();
  }

  /** Whether the search path finds this relation of the system's by its name alone. */
  public static boolean isVisible(StatementContext context, RelationFacts facts) {
    int own = facts.schemaOid();
    if (own == RelationFacts.PG_CATALOG && !context.searchPath().contains(own)) {
      return true;
    }
    for (int schema : context.searchPath()) {
      if (schema == own) {
        return true;
      }
      if (taken(context, schema, facts.name())) {
        return false;
      }
    }
    return false;
  }

  /** Whether the search path finds this type by its name alone. */
  public static boolean isVisible(StatementContext context, UserEnum type) {
    return isTypeVisible(context, type.schema(), type.name());
  }

  /** The same of a type of that name in a schema. */
  static boolean isTypeVisible(StatementContext context, int owner, String name) {
    for (int schema : context.searchPath()) {
      if (schema == owner) {
        return true;
      }
      if (context.catalog().userType(schema, name).isPresent()) {
        return false;
      }
    }
    return false;
  }

  /** A role's name, not quoted; empty if there is none. */
  public static Optional<String> role(StatementContext context, int oid) {
    return context
        .shared()
        .find(oid)
        .filter(Role.class::isInstance)
        .map(role -> ((Role) role).name());
  }
}
