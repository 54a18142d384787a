package dev.instar.engine.define;

import dev.instar.engine.analysis.Privileges;
import dev.instar.engine.catalog.CatalogEdits;
import dev.instar.engine.catalog.PredefinedRole;
import dev.instar.engine.catalog.Role;
import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlException.Field;
import dev.instar.engine.error.SqlState;
import dev.instar.engine.sql.Alteration;
import dev.instar.engine.sql.Definition;
import dev.instar.engine.sql.Definition.RoleKeyword;
import dev.instar.engine.sql.Removal;
import dev.instar.engine.sql.RoleOption;
import dev.instar.engine.statement.StatementContext;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** CREATE, ALTER and DROP of roles. A password is kept as what it is checked against. */
final class Roles {
  /** The role that a database begins with. */
  private static final int BOOTSTRAP = 10;

  /** What stands for a role without naming one. */
  private static final Set<String> SPECIAL = Set.of("current_user", "current_role", "session_user");

  private Roles() {}

  /**
   * @throws SqlException 42501
   */
  static void requireMayChange(StatementContext context) {
    if (!Privileges.isSuperuser(context, context.role())
        && !RoleNames.current(context).createRole()) {
      throw denied("permission denied to alter role", "alter");
    }
  }

  private static SqlException denied(String message, String verb) {
    return new SqlException(SqlState.INSUFFICIENT_PRIVILEGE, message)
        .with(Field.DETAIL, "Only roles with the CREATEROLE attribute may " + verb + " roles.");
  }

  static void create(Definition.CreateRole statement, StatementContext context) {
    String name = statement.name();
    boolean superuser = Privileges.isSuperuser(context, context.role());
    if (!superuser && !RoleNames.current(context).createRole()) {
      throw denied("permission denied to create role", "create");
    }
    requireUnreserved(name);
    CatalogEdits edits = context.sharedEdits();
    claim(context, name);
    Role empty =
        new Role(
            edits.newOid(),
            name,
            false,
            true,
            false,
            false,
            statement.keyword() == RoleKeyword.USER,
            false,
            false,
            -1,
            Optional.empty(),
            Optional.empty(),
            Set.of(),
            Map.of());
    RoleAttributes attributes = new RoleAttributes(empty, context);
    statement.options().forEach(attributes::apply);
    edits.put(attributes.role());
    attributes.members().forEach(member -> Memberships.add(context, member, attributes.role()));
  }

  private static void requireUnreserved(String name) {
    if (name.startsWith("pg_")) {
      throw new SqlException(SqlState.RESERVED_NAME, "role name \"" + name + "\" is reserved")
          .with(Field.DETAIL, "Role names starting with \"pg_\" are reserved.");
    }
    if (name.equals("public") || name.equals("none")) {
      throw new SqlException(SqlState.RESERVED_NAME, "role name \"" + name + "\" is reserved");
    }
  }

  private static void claim(StatementContext context, String name) {
    context.sharedEdits().lockName(0, RelationSlots.ROLES, name);
    if (RoleNames.lookUp(name, context).isPresent()) {
      throw new SqlException(SqlState.DUPLICATE_OBJECT, "role \"" + name + "\" already exists");
    }
  }

  static void alter(Alteration.AlterRole statement, StatementContext context) {
    Role role = locked(statement.name(), context);
    if (PredefinedRole.is(role)) {
      throw new SqlException(
              SqlState.RESERVED_NAME, "role name \"" + role.name() + "\" is reserved")
          .with(Field.DETAIL, "Cannot alter reserved roles.");
    }
    boolean onlyOwnPassword =
        role.oid() == context.role()
            && statement.options().stream().allMatch(RoleOption.Password.class::isInstance);
    if (!onlyOwnPassword) {
      requireMayAlter(context, role);
    }
    RoleAttributes attributes = new RoleAttributes(role, context);
    statement.options().forEach(attributes::apply);
    context.sharedEdits().put(attributes.role());
    attributes.members().forEach(member -> Memberships.add(context, member, attributes.role()));
  }

  private static void requireMayAlter(StatementContext context, Role role) {
    requireMayChange(context);
    if (role.superuser() && !Privileges.isSuperuser(context, context.role())) {
      throw new SqlException(SqlState.INSUFFICIENT_PRIVILEGE, "permission denied to alter role")
          .with(
              Field.DETAIL,
              "Only roles with the SUPERUSER attribute may alter roles with the SUPERUSER"
                  + " attribute.");
    }
  }

  /** A role as it is when nobody else is changing it. */
  static Role locked(String name, StatementContext context) {
    Role role = RoleNames.find(name, context);
    context.sharedEdits().lockObject(role.oid());
    return RoleNames.find(name, context);
  }

  static void rename(String name, String newName, StatementContext context) {
    Role role = locked(name, context);
    if (role.name().equals(context.functions().sessionUser())) {
      throw new SqlException(SqlState.FEATURE_NOT_SUPPORTED, "session user cannot be renamed");
    }
    if (role.oid() == context.role()) {
      throw new SqlException(SqlState.FEATURE_NOT_SUPPORTED, "current user cannot be renamed");
    }
    requireUnreserved(newName);
    requireMayAlter(context, role);
    claim(context, newName);
    context.sharedEdits().put(role.withName(newName));
  }

  static void drop(Removal.DropRoles statement, StatementContext context) {
    if (!Privileges.isSuperuser(context, context.role())
        && !RoleNames.current(context).createRole()) {
      throw denied("permission denied to drop role", "drop");
    }
    for (String name : statement.names()) {
      if (SPECIAL.contains(name)) {
        throw new SqlException(
            SqlState.INVALID_PARAMETER_VALUE, "cannot use special role specifier in DROP ROLE");
      }
      if (RoleNames.lookUp(name, context).isEmpty() && statement.ifExists()) {
        Notices.missing(context, "role \"" + name + "\"");
        continue;
      }
      Role role = locked(name, context);
      requireNotInUse(context, role);
      drop(context, role);
    }
  }

  private static void requireNotInUse(StatementContext context, Role role) {
    if (role.oid() == context.role()) {
      throw new SqlException(SqlState.OBJECT_IN_USE, "current user cannot be dropped");
    }
    if (role.name().equals(context.functions().sessionUser())) {
      throw new SqlException(SqlState.OBJECT_IN_USE, "session user cannot be dropped");
    }
    if (role.oid() == BOOTSTRAP || PredefinedRole.is(role)) {
      throw new SqlException(
          SqlState.DEPENDENT_OBJECTS_STILL_EXIST,
          "cannot drop role " + role.name() + " because it is required by the database system");
    }
    List<String> uses = RoleUses.of(context, role);
    if (!uses.isEmpty()) {
      throw new SqlException(
              SqlState.DEPENDENT_OBJECTS_STILL_EXIST,
              "role \"" + role.name() + "\" cannot be dropped because some objects depend on it")
          .with(Field.DETAIL, String.join("\n", uses));
    }
  }

  private static void drop(StatementContext context, Role role) {
    CatalogEdits edits = context.sharedEdits();
    for (Role member : context.shared().all(Role.class)) {
      if (member.memberOf().contains(role.oid())) {
        Set<Integer> rest = new HashSet<>(member.memberOf());
        rest.remove(role.oid());
        edits.put(member.withMemberOf(rest));
      }
    }
    context.shared().comment(role.oid(), 0).ifPresent(edits::remove);
    edits.remove(role);
  }
}
