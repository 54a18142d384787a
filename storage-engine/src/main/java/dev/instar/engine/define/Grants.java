package dev.instar.engine.define;

import dev.instar.engine.analysis.RelationNames;
import dev.instar.engine.catalog.CatalogEdits;
import dev.instar.engine.catalog.CatalogObject;
import dev.instar.engine.catalog.DatabaseEntry;
import dev.instar.engine.catalog.Grant;
import dev.instar.engine.catalog.Relation;
import dev.instar.engine.catalog.Schema;
import dev.instar.engine.catalog.Sequence;
import dev.instar.engine.catalog.Table;
import dev.instar.engine.catalog.View;
import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlState;
import dev.instar.engine.sql.ObjectKind;
import dev.instar.engine.sql.Privileges;
import dev.instar.engine.sql.Privileges.Privilege;
import dev.instar.engine.sql.Privileges.PrivilegeTarget;
import dev.instar.engine.sql.QualifiedName;
import dev.instar.engine.statement.StatementContext;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;

/** GRANT and REVOKE of privileges on objects. No relation is locked at any level for it. */
final class Grants {
  private static final int PUBLIC = 0;

  private Grants() {}

  /** Something that has grants, and how they are put back. */
  private record Target(CatalogObject object, PrivilegeKind kind, int owner, List<Grant> grants) {}

  static void grant(Privileges.Grant statement, StatementContext context) {
    List<Integer> roles = roles(statement.roles(), context);
    if (statement.grantOption() && roles.contains(PUBLIC)) {
      throw new SqlException(
          SqlState.INVALID_GRANT_OPERATION, "grant options can only be granted to roles");
    }
    for (CatalogObject object : objects(statement.target(), context)) {
      Set<Character> letters = letters(statement.privileges(), kind(statement.target(), object));
      change(
          object,
          letters,
          context,
          (list, grantor) ->
              roles.forEach(role -> list.grant(role, grantor, letters, statement.grantOption())));
    }
  }

  static void revoke(Privileges.Revoke statement, StatementContext context) {
    List<Integer> roles = roles(statement.roles(), context);
    for (CatalogObject object : objects(statement.target(), context)) {
      Set<Character> letters = letters(statement.privileges(), kind(statement.target(), object));
      change(
          object,
          letters,
          context,
          (list, grantor) ->
              roles.forEach(
                  role ->
                      list.revoke(
                          role,
                          grantor,
                          letters,
                          statement.grantOptionFor(),
                          statement.cascade())));
    }
  }

  private static List<Integer> roles(List<String> names, StatementContext context) {
    return names.stream()
        .map(name -> name.equals("public") ? PUBLIC : RoleNames.find(name, context).oid())
        .toList();
  }

  private static Set<Character> letters(List<Privilege> written, PrivilegeKind kind) {
    Set<Character> letters = new HashSet<>();
    for (Privilege privilege : written) {
      if (!privilege.columns().isEmpty()) {
        throw SqlException.unsupported("a privilege on columns");
      }
      letters.add(kind.letter(privilege.name()));
    }
    return written.isEmpty() ? kind.all() : letters;
  }

  /** GRANT … ON a sequence, named as if it were a table, takes a sequence's privileges. */
  private static PrivilegeKind kind(PrivilegeTarget target, CatalogObject object) {
    boolean sequence =
        target instanceof PrivilegeTarget.Objects objects
            && objects.kind() == ObjectKind.SEQUENCE
            && !(object instanceof Sequence);
    if (sequence) {
      throw new SqlException(
          SqlState.WRONG_OBJECT_TYPE, "\"" + ((Relation) object).name() + "\" is not a sequence");
    }
    return target(object).kind();
  }

  private static List<CatalogObject> objects(PrivilegeTarget target, StatementContext context) {
    List<CatalogObject> objects = new ArrayList<>();
    switch (target) {
      case PrivilegeTarget.Objects named -> {
        for (QualifiedName name : named.names()) {
          objects.add(object(named.kind(), name, context));
        }
      }
      case PrivilegeTarget.AllInSchemas all -> {
        for (String name : all.schemas()) {
          int schema = RelationNames.schema(name, context).oid();
          context.catalog().all(Relation.class).stream()
              .filter(relation -> relation.schema() == schema && isOf(all.kind(), relation))
              .forEach(objects::add);
        }
      }
    }
    return objects;
  }

  private static boolean isOf(ObjectKind kind, Relation relation) {
    return kind == ObjectKind.SEQUENCE
        ? relation instanceof Sequence
        : relation instanceof Table || relation instanceof View;
  }

  private static CatalogObject object(
      ObjectKind kind, QualifiedName name, StatementContext context) {
    return switch (kind) {
      case SCHEMA -> RelationNames.schema(name.name(), context);
      case DATABASE -> ObjectNames.database(name.name(), context);
      case TABLE, VIEW, SEQUENCE, INDEX -> relation(name, context);
      case TYPE, DOMAIN, ROLE, EXTENSION, PUBLICATION ->
          throw SqlException.unsupported("a privilege on a " + kind);
    };
  }

  private static Relation relation(QualifiedName name, StatementContext context) {
    if (RelationNames.system(name, context).isPresent()) {
      throw SqlException.unsupported("a privilege on a relation of the system's");
    }
    return RelationNames.find(name, context);
  }

  private static Target target(CatalogObject object) {
    return switch (object) {
      case Table o -> new Target(o, PrivilegeKind.RELATION, o.owner(), o.grants());
      case View o -> new Target(o, PrivilegeKind.RELATION, o.owner(), o.grants());
      case Sequence o -> new Target(o, PrivilegeKind.SEQUENCE, o.owner(), o.grants());
      case Schema o -> new Target(o, PrivilegeKind.SCHEMA, o.owner(), o.grants());
      case DatabaseEntry o -> new Target(o, PrivilegeKind.DATABASE, o.owner(), o.grants());
      case Relation o ->
          throw new SqlException(SqlState.WRONG_OBJECT_TYPE, "\"" + o.name() + "\" is an index");
      default -> throw SqlException.unsupported("a privilege on this kind of object");
    };
  }

  private static CatalogObject with(CatalogObject object, List<Grant> grants) {
    return switch (object) {
      case Table o -> o.withGrants(grants);
      case View o -> o.withGrants(grants);
      case Sequence o -> o.withGrants(grants);
      case Schema o -> o.withGrants(grants);
      case DatabaseEntry o -> o.withGrants(grants);
      default -> throw SqlException.unsupported("a privilege on this kind of object");
    };
  }

  private static void change(
      CatalogObject object,
      Set<Character> letters,
      StatementContext context,
      BiConsumer<AccessList, Integer> change) {
    CatalogEdits edits = object instanceof DatabaseEntry ? context.sharedEdits() : context.edits();
    edits.lockObject(object.oid());
    CatalogObject current = edits.catalog().find(object.oid()).orElse(object);
    Target target = target(current);
    int grantor = grantor(target, letters, context);
    AccessList list = new AccessList(target.kind(), target.owner(), target.grants());
    change.accept(list, grantor);
    edits.put(with(current, list.grants()));
  }

  /**
   * In whose name it is granted: an owner's, or somebody's who may pass it on.
   *
   * @throws SqlException 42501
   */
  private static int grantor(Target target, Set<Character> letters, StatementContext context) {
    if (dev.instar.engine.analysis.Privileges.isOwner(context, target.object())) {
      return target.owner();
    }
    for (Grant grant : target.grants()) {
      if (RoleNames.isMember(context, context.role(), grant.grantee())
          && grant.grantable().containsAll(letters)) {
        return grant.grantee();
      }
    }
    throw new SqlException(
        SqlState.INSUFFICIENT_PRIVILEGE,
        "permission denied for " + Descriptions.of(context, target.object()));
  }
}
