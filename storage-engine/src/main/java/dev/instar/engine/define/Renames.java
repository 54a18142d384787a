package dev.instar.engine.define;

import dev.instar.engine.analysis.Privileges;
import dev.instar.engine.analysis.RelationNames;
import dev.instar.engine.catalog.Extension;
import dev.instar.engine.catalog.Schema;
import dev.instar.engine.catalog.UserEnum;
import dev.instar.engine.error.SqlException;
import dev.instar.engine.lock.LockMode;
import dev.instar.engine.sql.Alteration;
import dev.instar.engine.sql.ObjectKind;
import dev.instar.engine.statement.StatementContext;

/** RENAME TO and SET SCHEMA of what is no relation. */
final class Renames {
  private Renames() {}

  static void rename(Alteration.Rename statement, StatementContext context) {
    String name = statement.name().name();
    String newName = statement.newName();
    switch (statement.kind()) {
      case SCHEMA -> {
        Schema schema = RelationNames.schema(name, context);
        context.edits().lockObject(schema.oid());
        Schemas.rename(RelationNames.schema(name, context), newName, context);
      }
      case TYPE -> Enums.renameType(statement.name(), newName, context);
      case DATABASE -> Databases.rename(name, newName, context);
      case ROLE -> Roles.rename(name, newName, context);
      case PUBLICATION -> Publications.rename(name, newName, context);
      case TABLE, INDEX, SEQUENCE, VIEW, DOMAIN, EXTENSION ->
          throw SqlException.unsupported("RENAME of a " + statement.kind());
    }
  }

  static void move(Alteration.MoveToSchema statement, StatementContext context) {
    if (statement.kind() == ObjectKind.TYPE) {
      UserEnum type = EnumNames.find(statement.name(), context);
      Schema to = RelationStatements.target(statement.schema(), type.schema(), context);
      Enums.moveType(statement.name(), to, context);
      return;
    }
    Object found =
        ObjectNames.find(statement.kind(), statement.name(), LockMode.ACCESS_EXCLUSIVE, context);
    if (!(found instanceof Extension extension)) {
      throw SqlException.unsupported("SET SCHEMA of a " + statement.kind());
    }
    Privileges.requireOwner(context, extension);
    Schema to = RelationStatements.target(statement.schema(), extension.schema(), context);
    context.edits().put(extension.withSchema(to.oid()));
  }
}
