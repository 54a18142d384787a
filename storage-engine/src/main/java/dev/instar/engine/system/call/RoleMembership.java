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

  /** Whether it may become the other. */
  static boolean isMemberOf(StatementContext context, int role, int other) {
    return Privileges.isSuperuser(context, role) || reaches(context, role, other);
  }

  private static boolean reaches(StatementContext context, int role, int other) {
    Set<Integer> seen = new HashSet<>();
    collect(context, role, seen);
    return seen.contains(other);
  }

  private static void collect(StatementContext context, int role, Set<Integer> seen) {
    if (seen.add(role)) {
      role(context, role)
          .ifPresent(found -> found.memberOf().forEach(next -> collect(context, next, seen)));
    }
  }
}
