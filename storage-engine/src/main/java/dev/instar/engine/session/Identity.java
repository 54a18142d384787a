package dev.instar.engine.session;

import dev.instar.engine.catalog.Catalog;
import dev.instar.engine.catalog.DatabaseEntry;
import dev.instar.engine.catalog.PredefinedRole;
import dev.instar.engine.catalog.Role;
import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlState;
import java.util.HashSet;
import java.util.Set;

/**
 * Who a session is, where it is, and whose privileges count in it. Of its thread.
 *
 * <p>The names are settings, {@code session_authorization} and {@code role}, so that a rollback
 * takes them back; this is what they mean.
 */
final class Identity {
  private final DatabaseEntry database;
  private final Role authenticated;
  private final Settings settings;
  private String sessionName;
  private String roleName;
  private Role session;
  private Role current;

  Identity(DatabaseEntry database, Role authenticated, Settings settings) {
    this.database = database;
    this.authenticated = authenticated;
    this.settings = settings;
    session = authenticated;
    current = authenticated;
    sessionName = authenticated.name();
    roleName = "none";
  }

  DatabaseEntry database() {
    return database;
  }

  /** Who has logged in. */
  Role authenticated() {
    return authenticated;
  }

  /** SESSION AUTHORIZATION. */
  Role sessionRole() {
    return session;
  }

  /** Whose privileges count. */
  Role currentRole() {
    return current;
  }

  boolean isSuperuser() {
    return current.superuser();
  }

  /** Whether it may do what a predefined role may. */
  boolean has(PredefinedRole role, Catalog shared) {
    return current.superuser() || memberships(current, shared).contains(role.oid());
  }

  /** The settings may have changed: who is it now? */
  void refresh(Catalog shared) {
    String nowSession = settings.kept("session_authorization");
    String nowRole = settings.kept("role");
    if (nowSession.equals(sessionName) && nowRole.equals(roleName)) {
      return;
    }
    session = nowSession.isEmpty() ? authenticated : shared.role(nowSession).orElse(authenticated);
    current = nowRole.equals("none") ? session : shared.role(nowRole).orElse(session);
    sessionName = nowSession;
    roleName = nowRole;
  }

  /**
   * Whether SET ROLE may name it.
   *
   * @throws SqlException 22023 if there is none, 42501 if it may not
   */
  void requireSettable(String name, Catalog shared) {
    Role role = existing(name, shared);
    if (!session.superuser() && !memberships(session, shared).contains(role.oid())) {
      throw new SqlException(
          SqlState.INSUFFICIENT_PRIVILEGE, "permission denied to set role \"" + name + "\"");
    }
  }

  /** Whether SET SESSION AUTHORIZATION may name it. */
  void requireAuthorization(String name, Catalog shared) {
    Role role = existing(name, shared);
    if (!authenticated.superuser() && role.oid() != authenticated.oid()) {
      throw new SqlException(
          SqlState.INSUFFICIENT_PRIVILEGE,
          "permission denied to set session authorization \"" + name + "\"");
    }
  }

  private static Role existing(String name, Catalog shared) {
    return shared
        .role(name)
        .orElseThrow(
            () ->
                new SqlException(
                    SqlState.INVALID_PARAMETER_VALUE, "role \"" + name + "\" does not exist"));
  }

  private static Set<Integer> memberships(Role role, Catalog shared) {
    Set<Integer> all = new HashSet<>(Set.of(role.oid()));
    Set<Integer> next = role.memberOf();
    while (!next.isEmpty()) {
      Set<Integer> further = new HashSet<>();
      for (int oid : next) {
        if (all.add(oid)) {
          shared.find(oid).ifPresent(found -> further.addAll(((Role) found).memberOf()));
        }
      }
      next = further;
    }
    return all;
  }
}
