package dev.instar.engine.define;

import dev.instar.engine.analysis.Privileges;
import dev.instar.engine.analysis.RelationNames;
import dev.instar.engine.catalog.CatalogEdits;
import dev.instar.engine.catalog.Constraint;
import dev.instar.engine.catalog.Index;
import dev.instar.engine.catalog.Relation;
import dev.instar.engine.catalog.Schema;
import dev.instar.engine.catalog.Sequence;
import dev.instar.engine.catalog.Table;
import dev.instar.engine.catalog.View;
import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlException.Field;
import dev.instar.engine.error.SqlState;
import dev.instar.engine.lock.LockMode;
import dev.instar.engine.sql.ObjectKind;
import dev.instar.engine.sql.QualifiedName;
import dev.instar.engine.sql.Statement;
import dev.instar.engine.sql.Statement.RelationKind;
import dev.instar.engine.statement.StatementContext;
import dev.instar.engine.statement.TemporarySchema;
import java.util.Optional;

/** ALTER … RENAME TO and SET SCHEMA of relations. */
final class RelationStatements {
  private RelationStatements() {}

  /** What ALTER finds nothing to alter says. */
  static void missing(StatementContext context, QualifiedName name, boolean ifExists) {
    String thing = "relation \"" + EnumNames.text(name) + "\"";
    if (!ifExists) {
      throw new SqlException(SqlState.UNDEFINED_TABLE, thing + " does not exist");
    }
    Notices.missing(context, thing);
  }

  /**
   * @throws SqlException 42809
   */
  static void requireKind(ObjectKind kind, Relation relation) {
    boolean fits =
        switch (kind) {
          case VIEW -> relation instanceof View;
          case SEQUENCE -> relation instanceof Sequence;
          case INDEX -> relation instanceof Index;
          default -> relation instanceof Table;
        };
    if (!fits) {
      throw wrongKind(relation, kind.name());
    }
  }

  private static SqlException wrongKind(Relation relation, String kind) {
    String word = kind.toLowerCase(java.util.Locale.ROOT);
    return new SqlException(
        SqlState.WRONG_OBJECT_TYPE,
        "\"%s\" is not %s %s".formatted(relation.name(), word.equals("index") ? "an" : "a", word));
  }

  /** ALTER TABLE may be said of any relation; the others only of their own kind. */
  private static void requireKind(RelationKind kind, Relation relation) {
    switch (kind) {
      case TABLE -> {}
      case VIEW -> requireKind(ObjectKind.VIEW, relation);
      case SEQUENCE -> requireKind(ObjectKind.SEQUENCE, relation);
      case INDEX -> requireKind(ObjectKind.INDEX, relation);
      case MATERIALIZED_VIEW ->
          throw new SqlException(
              SqlState.WRONG_OBJECT_TYPE, "\"" + relation.name() + "\" is not a materialized view");
    }
  }

  static void rename(Statement.RenameRelation statement, StatementContext context) {
    // An index is read and written under its new name as under its old one.
    boolean index =
        statement.kind() == RelationKind.INDEX
            && RelationNames.lookUp(statement.relation(), context)
                .filter(Index.class::isInstance)
                .isPresent();
    LockMode mode = index ? LockMode.SHARE_UPDATE_EXCLUSIVE : LockMode.ACCESS_EXCLUSIVE;
    SystemNames.refuse(statement.relation(), context);
    Optional<Relation> found = RelationNames.lockIfThere(statement.relation(), mode, context);
    if (found.isEmpty()) {
      missing(context, statement.relation(), statement.ifExists());
      return;
    }
    Relation relation = found.get();
    if (statement.kind() == RelationKind.INDEX && !index) {
      // ALTER INDEX renames anything; but what is no index is not in use while it is renamed.
      context.lock(relation.oid(), LockMode.ACCESS_EXCLUSIVE);
    } else {
      requireKind(statement.kind(), relation);
    }
    Privileges.requireOwner(context, relation);
    Schema schema = context.catalog().get(Schema.class, relation.schema());
    Privileges.require(context, schema, 'C');
    rename(relation, statement.newName(), context);
  }

  /** Renames a relation that is locked. */
  static void rename(Relation relation, String name, StatementContext context) {
    CatalogEdits edits = context.edits();
    switch (relation) {
      case Table table -> {
        RelationSlots.claimWithType(context, table.schema(), name);
        Rewrites.relationMoved(context, table, table.withName(name));
        edits.put(table.withName(name));
      }
      case View view -> {
        RelationSlots.claimWithType(context, view.schema(), name);
        Rewrites.relationMoved(context, view, view.withName(name));
        edits.put(view.withName(name));
      }
      case Sequence sequence -> {
        RelationSlots.claim(context, sequence.schema(), name);
        Rewrites.relationMoved(context, sequence, sequence.withName(name));
        edits.put(sequence.withName(name));
      }
      case Index index -> {
        RelationSlots.claim(context, index.schema(), name);
        edits.put(index.withName(name));
        for (Constraint constraint : context.catalog().constraints(index.table())) {
          if (constraint instanceof Constraint.Unique unique && unique.index() == index.oid()) {
            edits.put(unique.withName(name));
          }
        }
      }
    }
  }

  static void setSchema(Statement.SetSchema statement, StatementContext context) {
    SystemNames.refuse(statement.relation(), context);
    Optional<Relation> found =
        RelationNames.lockIfThere(statement.relation(), LockMode.ACCESS_EXCLUSIVE, context);
    if (found.isEmpty()) {
      missing(context, statement.relation(), statement.ifExists());
      return;
    }
    Relation relation = found.get();
    requireKind(statement.kind(), relation);
    Privileges.requireOwner(context, relation);
    if (relation instanceof Index) {
      throw new SqlException(
              SqlState.WRONG_OBJECT_TYPE,
              "cannot change schema of index \"" + relation.name() + "\"")
          .with(Field.HINT, "Change the schema of the table instead.");
    }
    if (relation instanceof Sequence sequence && sequence.ownedBy().isPresent()) {
      throw new SqlException(
              SqlState.FEATURE_NOT_SUPPORTED, "cannot move an owned sequence into another schema")
          .with(Field.DETAIL, SequenceStatements.linked(sequence, context));
    }
    Schema to = target(statement.newSchema(), relation.schema(), context);
    if (to.oid() != relation.schema()) {
      move(relation, to, context);
    }
  }

  /** The schema that something is moved to. */
  static Schema target(String name, int from, StatementContext context) {
    Schema to = RelationNames.schema(name, context);
    Privileges.require(context, to, 'C');
    Schema before = context.catalog().get(Schema.class, from);
    if (TemporarySchema.isTemporary(to) || TemporarySchema.isTemporary(before)) {
      throw new SqlException(
          SqlState.FEATURE_NOT_SUPPORTED, "cannot move objects into or out of temporary schemas");
    }
    return to;
  }

  private static void move(Relation relation, Schema to, StatementContext context) {
    if (RelationSlots.isTaken(context, to.oid(), relation.name())) {
      throw new SqlException(
          SqlState.DUPLICATE_TABLE,
          "relation \"%s\" already exists in schema \"%s\"".formatted(relation.name(), to.name()));
    }
    CatalogEdits edits = context.edits();
    switch (relation) {
      case Table table -> {
        Rewrites.relationMoved(context, table, table.withSchema(to.oid()));
        edits.put(table.withSchema(to.oid()));
        context.catalog().indexes(table.oid()).forEach(index -> move(index, to, context));
        context
            .catalog()
            .ownedSequences(table.oid())
            .forEach(
                sequence -> {
                  context.lock(sequence.oid(), LockMode.ACCESS_EXCLUSIVE);
                  move(sequence, to, context);
                });
      }
      case View view -> {
        Rewrites.relationMoved(context, view, view.withSchema(to.oid()));
        edits.put(view.withSchema(to.oid()));
      }
      case Sequence sequence -> {
        Rewrites.relationMoved(context, sequence, sequence.withSchema(to.oid()));
        edits.put(sequence.withSchema(to.oid()));
      }
      case Index index -> edits.put(index.withSchema(to.oid()));
    }
  }
}
