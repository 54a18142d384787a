package dev.instar.engine.analysis;

import dev.instar.engine.catalog.Catalog;
import dev.instar.engine.catalog.CatalogObject;
import dev.instar.engine.catalog.Comment;
import dev.instar.engine.catalog.Constraint;
import dev.instar.engine.catalog.DatabaseEntry;
import dev.instar.engine.catalog.Extension;
import dev.instar.engine.catalog.Grant;
import dev.instar.engine.catalog.Index;
import dev.instar.engine.catalog.PredefinedRole;
import dev.instar.engine.catalog.Publication;
import dev.instar.engine.catalog.Relation;
import dev.instar.engine.catalog.Role;
import dev.instar.engine.catalog.Schema;
import dev.instar.engine.catalog.Sequence;
import dev.instar.engine.catalog.Table;
import dev.instar.engine.catalog.UserEnum;
import dev.instar.engine.catalog.View;
import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlState;
import dev.instar.engine.statement.StatementContext;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Who may do what with an object. A superuser may do everything, an owner everything with what is
 * his; whoever is a member of a role may do what that role may; PUBLIC is everybody. Stateless.
 */
public final class Privileges {
  /** What {@link Grant#grantee} says for PUBLIC. */
  private static final int PUBLIC = 0;

  private Privileges() {}

  /** How messages call an object, and who owns it. */
  private record Facts(String kind, String name, int owner, List<Grant> grants) {}

  private static Facts facts(CatalogObject object, Catalog catalog) {
    return switch (object) {
      case Table table -> new Facts("table", table.name(), table.owner(), table.grants());
      case View view -> new Facts("view", view.name(), view.owner(), view.grants());
      case Sequence sequence ->
          new Facts("sequence", sequence.name(), sequence.owner(), sequence.grants());
      case Index index -> new Facts("index", index.name(), index.owner(), List.of());
      case Schema schema -> new Facts("schema", schema.name(), schema.owner(), schema.grants());
      case DatabaseEntry database ->
          new Facts("database", database.name(), database.owner(), database.grants());
      case UserEnum type -> new Facts("type", type.name(), type.owner(), List.of());
      case Publication publication ->
          new Facts("publication", publication.name(), publication.owner(), List.of());
      case Extension extension ->
          new Facts("extension", extension.name(), extension.owner(), List.of());
      case Constraint constraint -> ofPart(constraint.table(), catalog);
      case Comment comment -> ofPart(comment.object(), catalog);
      case Role role -> new Facts("role", role.name(), role.oid(), List.of());
    };
  }

  /** A part belongs to whom the whole belongs to. */
  private static Facts ofPart(int whole, Catalog catalog) {
    return catalog
        .find(whole)
        .filter(Relation.class::isInstance)
        .map(relation -> facts(relation, catalog))
        .orElse(new Facts("object", Integer.toUnsignedString(whole), PUBLIC, List.of()));
  }

  /**
   * @param privilege PostgreSQL's letter, as {@link Grant#privileges} has it
   * @throws SqlException 42501
   */
  public static void require(StatementContext context, CatalogObject object, char privilege) {
    require(context, context.role(), object, privilege);
  }

  /** The same of a role that need not be the session's: a view's owner. */
  static void require(StatementContext context, int role, CatalogObject object, char privilege) {
    if (!has(context, role, object, privilege)) {
      Facts facts = facts(object, context.catalog());
      throw new SqlException(
          SqlState.INSUFFICIENT_PRIVILEGE,
          "permission denied for " + facts.kind() + " " + facts.name());
    }
  }

  /** Whether a role may do something with an object. */
  public static boolean has(
      StatementContext context, int role, CatalogObject object, char privilege) {
    if (isSuperuser(context, role)) {
      return true;
    }
    Facts facts = facts(object, context.catalog());
    if (facts.owner() == role) {
      return true;
    }
    Set<Integer> roles = rolesOf(context, role);
    if (roles.contains(facts.owner())) {
      return true;
    }
    if (hasAllData(object, privilege, roles)) {
      return true;
    }
    for (Grant grant : facts.grants()) {
      boolean applies = grant.grantee() == PUBLIC || roles.contains(grant.grantee());
      if (applies && grant.privileges().contains(privilege)) {
        return true;
      }
    }
    return false;
  }

  /** What pg_read_all_data and pg_write_all_data give. */
  private static boolean hasAllData(CatalogObject object, char privilege, Set<Integer> roles) {
    boolean reads = roles.contains(PredefinedRole.PG_READ_ALL_DATA.oid());
    boolean writes = roles.contains(PredefinedRole.PG_WRITE_ALL_DATA.oid());
    return switch (object) {
      case Schema schema -> privilege == 'U' && (reads || writes);
      case Relation relation ->
          (reads && privilege == 'r') || (writes && "awd".indexOf(privilege) >= 0);
      default -> false;
    };
  }

  /** Whether a role has the privileges of another without SET ROLE; a superuser has everybody's. */
  public static boolean hasThoseOf(StatementContext context, int role, int other) {
    return isSuperuser(context, role) || rolesOf(context, role).contains(other);
  }

  /** Whether the session's role owns an object, or may act as its owner. */
  public static boolean isOwner(StatementContext context, CatalogObject object) {
    int role = context.role();
    if (isSuperuser(context, role)) {
      return true;
    }
    int owner = facts(object, context.catalog()).owner();
    return owner == role || rolesOf(context, role).contains(owner);
  }

  /**
   * @throws SqlException 42501
   */
  public static void requireOwner(StatementContext context, CatalogObject object) {
    if (!isOwner(context, object)) {
      Facts facts = facts(object, context.catalog());
      throw new SqlException(
          SqlState.INSUFFICIENT_PRIVILEGE, "must be owner of " + facts.kind() + " " + facts.name());
    }
  }

  /** Whether a role may do everything. */
  public static boolean isSuperuser(StatementContext context, int role) {
    return role(context, role).map(Role::superuser).orElse(false);
  }

  private static Optional<Role> role(StatementContext context, int oid) {
    return context.shared().find(oid).filter(Role.class::isInstance).map(Role.class::cast);
  }

  /** A role and all whose privileges it has without SET ROLE. */
  private static Set<Integer> rolesOf(StatementContext context, int role) {
    Set<Integer> all = new HashSet<>();
    collect(context, role, all);
    return all;
  }

  private static void collect(StatementContext context, int role, Set<Integer> all) {
    if (all.add(role)) {
      role(context, role)
          .filter(Role::inherit)
          .ifPresent(found -> found.memberOf().forEach(other -> collect(context, other, all)));
    }
  }
}
