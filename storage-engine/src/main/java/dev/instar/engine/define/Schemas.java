package dev.instar.engine.define;

import dev.instar.engine.analysis.Privileges;
import dev.instar.engine.catalog.Catalogs;
import dev.instar.engine.catalog.DatabaseEntry;
import dev.instar.engine.catalog.Role;
import dev.instar.engine.catalog.Schema;
import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlException.Field;
import dev.instar.engine.error.SqlState;
import dev.instar.engine.sql.Definition;
import dev.instar.engine.statement.StatementContext;
import java.util.List;

/** CREATE SCHEMA and ALTER SCHEMA RENAME. */
final class Schemas {
  private Schemas() {}

  static void create(Definition.CreateSchema statement, StatementContext context) {
    Role owner =
        statement
            .role()
            .map(role -> RoleNames.find(role, context))
            .orElseGet(() -> RoleNames.current(context));
    String name = statement.name().orElse(owner.name());
    requireMayCreate(context);
    RoleNames.requireMember(context, owner);
    requireUnreserved(name);
    context.edits().lockName(0, RelationSlots.SCHEMAS, name);
    if (context.catalog().schema(name).isPresent()) {
      if (!statement.ifNotExists()) {
        throw taken(name);
      }
      Notices.exists(context, SqlState.DUPLICATE_SCHEMA, "schema \"" + name + "\"");
      return;
    }
    context.edits().put(new Schema(context.edits().newOid(), name, owner.oid(), List.of()));
  }

  private static SqlException taken(String name) {
    return new SqlException(SqlState.DUPLICATE_SCHEMA, "schema \"" + name + "\" already exists");
  }

  private static void requireUnreserved(String name) {
    if (name.startsWith("pg_")) {
      throw new SqlException(SqlState.RESERVED_NAME, "unacceptable schema name \"" + name + "\"")
          .with(Field.DETAIL, "The prefix \"pg_\" is reserved for system schemas.");
    }
  }

  /** Schemas are made in the database, which has grants of its own. */
  static void requireMayCreate(StatementContext context) {
    DatabaseEntry database = context.shared().get(DatabaseEntry.class, context.database());
    if (database != null && context.database() != Catalogs.SHARED) {
      Privileges.require(context, database, 'C');
    }
  }

  static void rename(Schema schema, String newName, StatementContext context) {
    Privileges.requireOwner(context, schema);
    requireMayCreate(context);
    context.edits().lockName(0, RelationSlots.SCHEMAS, newName);
    if (context.catalog().schema(newName).isPresent()) {
      throw taken(newName);
    }
    requireUnreserved(newName);
    Rewrites.schemaRenamed(context, schema.name(), newName);
    context.edits().put(schema.withName(newName));
  }
}
