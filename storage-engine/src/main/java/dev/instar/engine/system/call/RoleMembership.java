package dev.instar.engine.system.call;

import dev.instar.engine.analysis.Privileges;
import dev.instar.engine.catalog.Role;
import dev.instar.engine.statement.StatementContext;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** Which roles a role is a member of, and whose privileges it has. Stateless. */
final class RoleMembership {
  private RoleMembership() {}

  static Optional<Role> role(StatementContext context, int oid) {
    return context.shared().find(oid).filter(Role.class::isInstance).map(Role.class::cast);
  }

  /** Whether it may do what the other may, without SET ROLE. */
  static boolean hasPrivilegesOf(StatementContext context, int role, int other) {
    return Privileges.isSuperuser(context, role) || reaches(context, role, other, true);
  }

  /** Whether it may become the other. */
  static boolean isMemberOf(StatementContext context, int role, int other) {
    return Privileges.isSuperuser(context, role) || reaches(context, role, other, false);
  }

  private static boolean reaches(
      StatementContext context, int role, int other, boolean inheriting) {
    Set<Integer> seen = new HashSet<>();
    collect(context, role, inheriting, seen);
    return seen.contains(other);
  }

  private static void collect(
      StatementContext context, int role, boolean inheriting, Set<Integer> seen) {
    if (seen.add(role)) {
      role(context, role)
          .filter(found -> found.inherit() || !inheriting)
          .ifPresent(
              found -> found.memberOf().forEach(next -> collect(context, next, inheriting, seen)));
    }
  }
}
