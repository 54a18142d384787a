package dev.instar.engine.define;

import dev.instar.engine.analysis.RelationNames;
import dev.instar.engine.catalog.Extension;
import dev.instar.engine.catalog.Schema;
import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlException.Field;
import dev.instar.engine.error.SqlState;
import dev.instar.engine.sql.Definition;
import dev.instar.engine.sql.QualifiedName;
import dev.instar.engine.statement.StatementContext;
import java.util.Map;
import java.util.Optional;

/** CREATE EXTENSION. What the known ones bring is built in; others are not to be had. */
final class Extensions {
  /** Versions that PostgreSQL 17 has. */
  private static final Map<String, String> KNOWN = Map.of("citext", "1.6", "plpgsql", "1.0");

  private static final int CATALOG_SCHEMA = 11;

  private Extensions() {}

  static void create(Definition.CreateExtension statement, StatementContext context) {
    String name = statement.name();
    context.edits().lockName(0, RelationSlots.EXTENSIONS, name);
    boolean there = name.equals("plpgsql") || context.catalog().extension(name).isPresent();
    if (there) {
      String thing = "extension \"" + name + "\"";
      if (!statement.ifNotExists()) {
        throw new SqlException(SqlState.DUPLICATE_OBJECT, thing + " already exists");
      }
      Notices.exists(context, SqlState.DUPLICATE_OBJECT, thing);
      return;
    }
    String version = KNOWN.get(name);
    if (version == null) {
      throw new SqlException(
              SqlState.FEATURE_NOT_SUPPORTED, "extension \"" + name + "\" is not available")
          .with(Field.HINT, "The engine knows citext and plpgsql.");
    }
    statement
        .version()
        .filter(wanted -> !wanted.equals(version))
        .ifPresent(
            wanted -> {
              throw new SqlException(
                  SqlState.INVALID_PARAMETER_VALUE,
                  "extension \"%s\" has no installation script nor update path for version \"%s\""
                      .formatted(name, wanted));
            });
    Optional<Schema> named =
        statement.schema().map(schema -> RelationNames.schema(schema, context));
    int schema =
        named
            .map(Schema::oid)
            .orElseGet(
                () ->
                    name.equals("plpgsql")
                        ? CATALOG_SCHEMA
                        : RelationNames.creationSchema(QualifiedName.of(name), context).oid());
    context
        .edits()
        .put(new Extension(context.edits().newOid(), name, context.role(), schema, version));
  }
}
