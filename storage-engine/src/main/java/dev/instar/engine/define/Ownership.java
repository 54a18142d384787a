package dev.instar.engine.define;

import dev.instar.engine.analysis.Privileges;
import dev.instar.engine.analysis.RelationNames;
import dev.instar.engine.catalog.CatalogEdits;
import dev.instar.engine.catalog.CatalogObject;
import dev.instar.engine.catalog.DatabaseEntry;
import dev.instar.engine.catalog.Extension;
import dev.instar.engine.catalog.Grant;
import dev.instar.engine.catalog.Index;
import dev.instar.engine.catalog.Publication;
import dev.instar.engine.catalog.Relation;
import dev.instar.engine.catalog.Role;
import dev.instar.engine.catalog.Schema;
import dev.instar.engine.catalog.Sequence;
import dev.instar.engine.catalog.Table;
import dev.instar.engine.catalog.UserEnum;
import dev.instar.engine.catalog.View;
import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlException.Field;
import dev.instar.engine.error.SqlState;
import dev.instar.engine.lock.LockMode;
import dev.instar.engine.sql.Alteration;
import dev.instar.engine.sql.ObjectKind;
import dev.instar.engine.statement.StatementContext;
import java.util.List;
import java.util.Optional;

/** OWNER TO. */
public final class Ownership {
  private Ownership() {}

  static void execute(Alteration.ChangeOwner statement, StatementContext context) {
    Role role = RoleNames.find(statement.role(), context);
    if (statement.kind().inSchema()
        && statement.kind() != ObjectKind.TYPE
        && statement.kind() != ObjectKind.DOMAIN) {
      Optional<Relation> found =
          RelationNames.lockIfThere(statement.name(), LockMode.ACCESS_EXCLUSIVE, context);
      if (found.isEmpty()) {
        RelationStatements.missing(context, statement.name(), statement.ifExists());
        return;
      }
      RelationStatements.requireKind(statement.kind(), found.get());
      change(context, found.get(), role);
      return;
    }
    change(
        context,
        ObjectNames.find(statement.kind(), statement.name(), LockMode.ACCESS_EXCLUSIVE, context),
        role);
  }

  /**
   * Gives an object to a role. A relation is locked with ACCESS EXCLUSIVE; a table's indexes and
   * sequences go along.
   *
   * @throws SqlException 42501
   */
  public static void change(StatementContext context, CatalogObject object, Role role) {
    Privileges.requireOwner(context, object);
    RoleNames.requireMember(context, role);
    requireMayOwn(context, object, role);
    put(context, object, role.oid());
  }

  private static void requireMayOwn(StatementContext context, CatalogObject object, Role role) {
    boolean superuser = Privileges.isSuperuser(context, context.role());
    if (object instanceof Relation relation && !superuser) {
      Schema schema = context.catalog().get(Schema.class, relation.schema());
      if (!Privileges.has(context, role.oid(), schema, 'C')) {
        throw new SqlException(
            SqlState.INSUFFICIENT_PRIVILEGE, "permission denied for schema " + schema.name());
      }
    }
    // To whom it belongs already it may always be given.
    if (object instanceof Sequence sequence
        && sequence.ownedBy().isPresent()
        && sequence.owner() != role.oid()) {
      throw new SqlException(
              SqlState.FEATURE_NOT_SUPPORTED,
              "cannot change owner of sequence \"" + sequence.name() + "\"")
          .with(Field.DETAIL, SequenceStatements.linked(sequence, context));
    }
    if (object instanceof Index index) {
      throw new SqlException(
              SqlState.WRONG_OBJECT_TYPE, "cannot change owner of index \"" + index.name() + "\"")
          .with(Field.HINT, "Change the ownership of the index's table instead.");
    }
  }

  /** The new owner's privileges, and what the old one had granted, are the new owner's. */
  private static List<Grant> grants(List<Grant> grants, int before, int now) {
    return grants.stream()
        .map(
            grant ->
                new Grant(
                    grant.grantee() == before ? now : grant.grantee(),
                    grant.grantor() == before ? now : grant.grantor(),
                    grant.privileges(),
                    grant.grantable()))
        .toList();
  }

  private static void put(StatementContext context, CatalogObject object, int owner) {
    CatalogEdits edits = context.edits();
    switch (object) {
      case Table table -> {
        edits.put(table.withOwner(owner).withGrants(grants(table.grants(), table.owner(), owner)));
        for (Index index : context.catalog().indexes(table.oid())) {
          context.lock(index.oid(), LockMode.ACCESS_EXCLUSIVE);
          put(context, index, owner);
        }
        context
            .catalog()
            .ownedSequences(table.oid())
            .forEach(
                sequence -> {
                  context.lock(sequence.oid(), LockMode.ACCESS_EXCLUSIVE);
                  put(context, sequence, owner);
                });
      }
      case View view ->
          edits.put(view.withOwner(owner).withGrants(grants(view.grants(), view.owner(), owner)));
      case Sequence sequence ->
          edits.put(
              sequence
                  .withOwner(owner)
                  .withGrants(grants(sequence.grants(), sequence.owner(), owner)));
      case Index index -> edits.put(index.withOwner(owner));
      case Schema schema ->
          edits.put(
              schema.withOwner(owner).withGrants(grants(schema.grants(), schema.owner(), owner)));
      case UserEnum type -> edits.put(type.withOwner(owner));
      case Publication publication -> edits.put(publication.withOwner(owner));
      case Extension extension -> edits.put(extension.withOwner(owner));
      case DatabaseEntry database ->
          context
              .sharedEdits()
              .put(
                  database
                      .withOwner(owner)
                      .withGrants(grants(database.grants(), database.owner(), owner)));
      default -> throw SqlException.unsupported("OWNER TO of this kind of object");
    }
  }
}
