package dev.instar.engine.define;

import dev.instar.engine.analysis.Privileges;
import dev.instar.engine.catalog.Role;
import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlState;
import dev.instar.engine.statement.StatementContext;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** From the name of a role to the role; CURRENT_USER and its kind too. Stateless. */
public final class RoleNames {
  private RoleNames() {}

  /**
   * @throws SqlException 42704
   */
  public static Role find(String written, StatementContext context) {
    return switch (written) {
      case "current_user", "current_role" ->
          (Role) context.shared().find(context.role()).orElseThrow();
      case "session_user" -> named(context.functions().sessionUser(), context);
      default -> named(written, context);
    };
  }

  private static Role named(String name, StatementContext context) {
    return lookUp(name, context)
        .orElseThrow(
            () ->
                new SqlException(
                    SqlState.UNDEFINED_OBJECT, "role \"" + name + "\" does not exist"));
  }

  static Optional<Role> lookUp(String name, StatementContext context) {
    return context.shared().role(name);
  }

  /** The session's role. */
  static Role current(StatementContext context) {
    return (Role) context.shared().find(context.role()).orElseThrow();
  }

  /** A role's name, for messages. */
  static String name(int oid, StatementContext context) {
    return context
        .shared()
        .find(oid)
        .filter(Role.class::isInstance)
        .map(role -> ((Role) role).name())
        .orElse(Integer.toUnsignedString(oid));
  }

  /**
   * Whoever gives a thing to a role must be able to become that role.
   *
   * @throws SqlException 42501
   */
  public static void requireMember(StatementContext context, Role role) {
    if (!Privileges.isSuperuser(context, context.role())
        && !isMember(context, context.role(), role.oid())) {
      throw new SqlException(
          SqlState.INSUFFICIENT_PRIVILEGE, "must be able to SET ROLE \"" + role.name() + "\"");
    }
  }

  /** Whether a role is another one, or a member of it at any remove. */
  static boolean isMember(StatementContext context, int member, int of) {
    return collect(context, member, new HashSet<>()).contains(of);
  }

  private static Set<Integer> collect(StatementContext context, int role, Set<Integer> all) {
    if (all.add(role)) {
      context
          .shared()
          .find(role)
          .filter(Role.class::isInstance)
          .map(Role.class::cast)
          .ifPresent(found -> found.memberOf().forEach(other -> collect(context, other, all)));
    }
    return all;
  }
}
