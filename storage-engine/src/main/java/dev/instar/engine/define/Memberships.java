package dev.instar.engine.define;

import dev.instar.engine.analysis.Privileges;
import dev.instar.engine.catalog.Role;
import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlException.Field;
import dev.instar.engine.error.SqlState;
import dev.instar.engine.sql.UtilityOption;
import dev.instar.engine.statement.StatementContext;
import java.util.HashSet;
import java.util.Set;

/** GRANT role TO role, and REVOKE of it. */
final class Memberships {
  private Memberships() {}

  static void grant(
      dev.instar.engine.sql.Privileges.GrantRoles statement, StatementContext context) {
    for (UtilityOption option : statement.options()) {
      boolean plain =
          option.name().equals("admin")
              ? option.value().filter("false"::equals).isPresent()
              : option.value().filter("true"::equals).isPresent();
      if (!plain) {
        throw SqlException.unsupported("WITH " + option.name().toUpperCase(java.util.Locale.ROOT));
      }
    }
    for (String name : statement.granted()) {
      Role granted = RoleNames.find(name, context);
      requireMayGrant(context, granted, "grant");
      for (String member : statement.roles()) {
        add(context, RoleNames.find(member, context), granted);
      }
    }
  }

  private static void requireMayGrant(StatementContext context, Role granted, String verb) {
    boolean superuser = Privileges.isSuperuser(context, context.role());
    boolean may = RoleNames.current(context).createRole() && !granted.superuser();
    if (!superuser && !may) {
      throw new SqlException(
              SqlState.INSUFFICIENT_PRIVILEGE,
              "permission denied to %s role \"%s\"".formatted(verb, granted.name()))
          .with(
              Field.DETAIL,
              "Only roles with the ADMIN option on role \"%s\" may %s this role."
                  .formatted(granted.name(), verb));
    }
  }

  /** Makes a role a member of another. */
  static void add(StatementContext context, Role found, Role granted) {
    Role member = Roles.locked(found.name(), context);
    if (RoleNames.isMember(context, granted.oid(), member.oid())) {
      throw new SqlException(
          SqlState.INVALID_GRANT_OPERATION,
          "role \"%s\" is a member of role \"%s\"".formatted(granted.name(), member.name()));
    }
    if (member.memberOf().contains(granted.oid())) {
      Notices.tell(
          context,
          "role \"%s\" has already been granted membership in role \"%s\" by role \"%s\""
              .formatted(member.name(), granted.name(), RoleNames.current(context).name()));
      return;
    }
    Set<Integer> more = new HashSet<>(member.memberOf());
    more.add(granted.oid());
    context.sharedEdits().put(member.withMemberOf(more));
  }

  static void revoke(
      dev.instar.engine.sql.Privileges.RevokeRoles statement, StatementContext context) {
    if (statement.optionFor().isPresent()) {
      throw SqlException.unsupported("REVOKE of an option of a membership");
    }
    for (String name : statement.granted()) {
      Role granted = RoleNames.find(name, context);
      requireMayGrant(context, granted, "revoke");
      for (String from : statement.roles()) {
        remove(context, Roles.locked(from, context), granted);
      }
    }
  }

  private static void remove(StatementContext context, Role member, Role granted) {
    if (!member.memberOf().contains(granted.oid())) {
      context.notice(
          new SqlException(
              SqlState.WARNING,
              "role \"%s\" has not been granted membership in role \"%s\" by role \"%s\""
                  .formatted(member.name(), granted.name(), RoleNames.current(context).name())));
      return;
    }
    Set<Integer> rest = new HashSet<>(member.memberOf());
    rest.remove(granted.oid());
    context.sharedEdits().put(member.withMemberOf(rest));
  }
}
