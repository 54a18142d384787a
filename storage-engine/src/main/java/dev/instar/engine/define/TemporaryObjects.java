package dev.instar.engine.define;

import dev.instar.engine.analysis.RelationNames;
import dev.instar.engine.catalog.CatalogObject;
import dev.instar.engine.catalog.Relation;
import dev.instar.engine.catalog.Schema;
import dev.instar.engine.catalog.Table;
import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlState;
import dev.instar.engine.sql.Definition.OnCommit;
import dev.instar.engine.sql.Definition.Persistence;
import dev.instar.engine.sql.QualifiedName;
import dev.instar.engine.statement.StatementContext;
import dev.instar.engine.statement.TemporarySchema;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Temporary tables, sequences and views: they are ordinary ones, in a schema of their session's,
 * which comes with the first of them and goes with the session.
 */
public final class TemporaryObjects {
  /** What a temporary table is to do at a commit; not shown to anybody as an option of it. */
  public static final String ON_COMMIT = "on_commit";

  private TemporaryObjects() {}

  /** A table's options as WITH could say them. */
  public static Map<String, String> shown(Map<String, String> options) {
    if (!options.containsKey(ON_COMMIT)) {
      return options;
    }
    Map<String, String> shown = new HashMap<>(options);
    shown.remove(ON_COMMIT);
    return shown;
  }

  /**
   * The schema in which a relation is to be made.
   *
   * @throws SqlException 3F000, 42501, 42P16
   */
  static Schema schemaFor(QualifiedName name, Persistence persistence, StatementContext context) {
    boolean alias = name.schema().filter(TemporarySchema.ALIAS::equals).isPresent();
    if (persistence == Persistence.TEMPORARY && name.schema().isPresent() && !alias) {
      Schema named = RelationNames.schema(name.schema().get(), context);
      if (!named.name().equals(TemporarySchema.name(context))) {
        throw new SqlException(
            SqlState.INVALID_TABLE_DEFINITION,
            "cannot create temporary relation in non-temporary schema");
      }
    }
    boolean byPath = name.schema().isEmpty() && context.createsTemporary();
    if (persistence == Persistence.TEMPORARY || alias || byPath) {
      return own(context);
    }
    Schema schema = RelationNames.creationSchema(name, context);
    if (schema.name().equals("pg_catalog") || schema.name().equals("information_schema")) {
      throw new SqlException(
              SqlState.INSUFFICIENT_PRIVILEGE,
              "permission denied to create \"%s.%s\"".formatted(schema.name(), name.name()))
          .with(
              SqlException.Field.DETAIL, "System catalog modifications are currently disallowed.");
    }
    return schema;
  }

  /** How long a relation in a schema lives. */
  static Table.Persistence persistence(Schema schema, Persistence written) {
    if (TemporarySchema.isTemporary(schema)) {
      return Table.Persistence.TEMPORARY;
    }
    return written == Persistence.UNLOGGED
        ? Table.Persistence.UNLOGGED
        : Table.Persistence.PERMANENT;
  }

  private static Schema own(StatementContext context) {
    Optional<Schema> known = TemporarySchema.find(context);
    if (known.isPresent()) {
      return known.get();
    }
    Schema schema =
        new Schema(
            context.edits().newOid(), TemporarySchema.name(context), context.role(), List.of());
    context.edits().put(schema);
    return schema;
  }

  /** Whether a session has tables that are to be emptied or dropped when it commits. */
  public static boolean hasCommitActions(StatementContext context) {
    return TemporarySchema.find(context).isPresent() && !acting(context).isEmpty();
  }

  /**
   * ON COMMIT DELETE ROWS and DROP, for a transaction that is about to commit. To be called by the
   * session, before its other work at the end of a transaction.
   */
  public static void beforeCommit(StatementContext context) {
    List<Table> dropped = new ArrayList<>();
    for (Table table : acting(context)) {
      if (OnCommit.valueOf(table.options().get(ON_COMMIT)) == OnCommit.DROP) {
        dropped.add(table);
      } else {
        Truncations.empty(context, table);
      }
    }
    if (!dropped.isEmpty()) {
      Drops.quietly(context, List.copyOf(dropped));
    }
  }

  private static List<Table> acting(StatementContext context) {
    return TemporarySchema.find(context).stream()
        .flatMap(
            schema ->
                context.catalog().all(Table.class).stream()
                    .filter(table -> table.schema() == schema.oid()))
        .filter(table -> table.options().containsKey(ON_COMMIT))
        .toList();
  }

  /** DISCARD TEMP, and the session's end: everything in its schema goes, in this transaction. */
  public static void dropAll(StatementContext context) {
    TemporarySchema.find(context).ifPresent(schema -> dropAll(context, schema));
  }

  /** What sessions that ended in a crash have left behind goes, in this transaction. */
  public static void dropLeftovers(StatementContext context) {
    context.catalog().all(Schema.class).stream()
        .filter(TemporarySchema::isTemporary)
        .forEach(schema -> dropAll(context, schema));
  }

  private static void dropAll(StatementContext context, Schema schema) {
    List<CatalogObject> objects = new ArrayList<>();
    context.catalog().all(Relation.class).stream()
        .filter(relation -> relation.schema() == schema.oid())
        .forEach(objects::add);
    objects.add(schema);
    Drops.quietly(context, objects);
  }
}
