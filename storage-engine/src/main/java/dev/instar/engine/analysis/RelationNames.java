package dev.instar.engine.analysis;

import dev.instar.engine.catalog.Relation;
import dev.instar.engine.catalog.Schema;
import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlState;
import dev.instar.engine.lock.LockMode;
import dev.instar.engine.sql.QualifiedName;
import dev.instar.engine.statement.StatementContext;
import dev.instar.engine.statement.SystemRelation;
import java.util.Optional;

/**
 * From the name of a relation to the relation. A name may come to mean another relation while one
 * waits for the lock of the first: who needs the relation to stay what it is asks for {@link
 * #lock}. Stateless.
 */
public final class RelationNames {
  private static final int CATALOG_SCHEMA_OID = 11;
  private static final String CATALOG_SCHEMA = "pg_catalog";
  private static final String TEMPORARY_SCHEMAS = "pg_temp";

  private RelationNames() {}

  /** A name as messages show it: {@code schema.name}. */
  static String text(QualifiedName name) {
    return name.schema().map(schema -> schema + "." + name.name()).orElse(name.name());
  }

  /**
   * @throws SqlException 3F000 if there is no such schema
   */
  public static Schema schema(String name, StatementContext context) {
    return findSchema(name, context)
        .orElseThrow(
            () ->
                new SqlException(
                    SqlState.INVALID_SCHEMA_NAME, "schema \"" + name + "\" does not exist"));
  }

  /** A schema by name; {@code pg_temp} is the session's own. */
  private static Optional<Schema> findSchema(String name, StatementContext context) {
    if (!name.equals(TEMPORARY_SCHEMAS)) {
      return context.catalog().schema(name);
    }
    return context.searchPath().stream()
        .flatMap(oid -> context.catalog().find(oid).stream())
        .filter(Schema.class::isInstance)
        .map(Schema.class::cast)
        .filter(schema -> schema.name().startsWith(TEMPORARY_SCHEMAS))
        .findFirst();
  }

  /**
   * A stored relation.
   *
   * @throws SqlException 42P01 if there is none, 42501 if its schema may not be used
   */
  public static Relation find(QualifiedName name, StatementContext context) {
    return lookUp(name, context).orElseThrow(() -> missing(name));
  }

  private static SqlException missing(QualifiedName name) {
    return new SqlException(
        SqlState.UNDEFINED_TABLE, "relation \"" + text(name) + "\" does not exist");
  }

  /**
   * A stored relation, if there is one of that name.
   *
   * @throws SqlException 42501 if its schema may not be used
   */
  public static Optional<Relation> lookUp(QualifiedName name, StatementContext context) {
    if (name.schema().isPresent()) {
      Optional<Schema> schema = findSchema(name.schema().get(), context);
      schema.ifPresent(found -> Privileges.require(context, found, 'U'));
      return schema.flatMap(found -> context.catalog().relation(found.oid(), name.name()));
    }
    for (int schema : context.searchPath()) {
      Optional<Relation> found = context.catalog().relation(schema, name.name());
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  /**
   * A relation of the system's, if that is what the name means: without a schema, one of {@code
   * pg_catalog} comes before all that the search path has, unless the path says otherwise.
   */
  public static Optional<SystemRelation> system(QualifiedName name, StatementContext context) {
    if (name.schema().isPresent()) {
      return context.systemRelation(name.schema().get(), name.name());
    }
    for (int schema : context.searchPath()) {
      if (schema == CATALOG_SCHEMA_OID) {
        break;
      }
      if (context.searchPath().contains(CATALOG_SCHEMA_OID)
          && context.catalog().relation(schema, name.name()).isPresent()) {
        return Optional.empty();
      }
    }
    Optional<SystemRelation> own = context.systemRelation(CATALOG_SCHEMA, name.name());
    if (own.isPresent()) {
      return own;
    }
    // The only other schema of the system's relations, where the path names it.
    for (int schema : context.searchPath()) {
      Optional<Schema> found =
          context.catalog().find(schema).filter(Schema.class::isInstance).map(Schema.class::cast);
      Optional<SystemRelation> relation =
          found.flatMap(s -> context.systemRelation(s.name(), name.name()));
      if (relation.isPresent()) {
        return relation;
      }
    }
    return Optional.empty();
  }

  /**
   * A relation, locked until the transaction ends. The name is looked up again after waiting, until
   * what it means is what is locked.
   *
   * @throws SqlException 42P01; 55P03, 40P01, 57014 from waiting
   */
  public static Relation lock(QualifiedName name, LockMode mode, StatementContext context) {
    return lockIfThere(name, mode, context).orElseThrow(() -> missing(name));
  }

  /** As {@link #lock}; empty if there is none of that name. */
  public static Optional<Relation> lockIfThere(
      QualifiedName name, LockMode mode, StatementContext context) {
    Optional<Relation> found = lookUp(name, context);
    while (found.isPresent()) {
      int oid = found.get().oid();
      context.lock(oid, mode);
      Optional<Relation> again = lookUp(name, context);
      if (again.isPresent() && again.get().oid() == oid) {
        return again;
      }
      found = again;
    }
    return Optional.empty();
  }

  /**
   * The schema in which an object of that name is to be made.
   *
   * @throws SqlException 3F000 if there is none, 42501 if nothing may be made in it
   */
  public static Schema creationSchema(QualifiedName name, StatementContext context) {
    Schema schema =
        name.schema().isPresent()
            ? schema(name.schema().get(), context)
            : firstOfPath(context)
                .orElseThrow(
                    () ->
                        new SqlException(
                            SqlState.INVALID_SCHEMA_NAME,
                            "no schema has been selected to create in"));
    Privileges.require(context, schema, 'C');
    return schema;
  }

  private static Optional<Schema> firstOfPath(StatementContext context) {
    return context.searchPath().stream()
        .filter(oid -> oid != CATALOG_SCHEMA_OID)
        .flatMap(oid -> context.catalog().find(oid).stream())
        .filter(Schema.class::isInstance)
        .map(Schema.class::cast)
        .filter(schema -> !schema.name().startsWith(TEMPORARY_SCHEMAS))
        .findFirst();
  }
}
