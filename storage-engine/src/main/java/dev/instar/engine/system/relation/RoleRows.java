package dev.instar.engine.system.relation;

import dev.instar.engine.analysis.Privileges;
import dev.instar.engine.catalog.DatabaseEntry;
import dev.instar.engine.catalog.Role;
import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlState;
import dev.instar.engine.statement.StatementContext;
import dev.instar.engine.type.TextFormat;
import dev.instar.engine.type.Types;
import java.util.List;
import java.util.Map;

/** Roles: pg_authid and the views over it, pg_auth_members, pg_db_role_setting. */
final class RoleRows {
  private static final String HIDDEN = "********";

  private RoleRows() {}

  private static List<Role> roles(
      StatementContext context, Wanted wanted, String oid, String name) {
    return context.shared().all(Role.class).stream()
        .filter(role -> wanted.mayBe(oid, role.oid()) && wanted.mayBe(name, role.name()))
        .toList();
  }

  /**
   * With what passwords are checked against, and so for superusers only.
   *
   * @throws SqlException 42501
   */
  static void authid(StatementContext context, Wanted wanted, Rows rows) {
    requireSuperuser(context, "pg_authid");
    for (Role role : roles(context, wanted, "oid", "rolname")) {
      attributes(rows.add(), role).set("rolpassword", role.verifier());
    }
  }

  private static void requireSuperuser(StatementContext context, String relation) {
    if (!Privileges.isSuperuser(context, context.role())) {
      throw new SqlException(
          SqlState.INSUFFICIENT_PRIVILEGE, "permission denied for table " + relation);
    }
  }

  static void roles(StatementContext context, Wanted wanted, Rows rows) {
    for (Role role : roles(context, wanted, "oid", "rolname")) {
      attributes(rows.add(), role)
          .set("rolpassword", HIDDEN)
          .set("rolconfig", ClassRows.options(role.settings()));
    }
  }

  private static Row attributes(Row row, Role role) {
    return row.set("oid", role.oid())
        .set("rolname", role.name())
        .set("rolsuper", role.superuser())
        .set("rolinherit", role.inherit())
        .set("rolcreaterole", role.createRole())
        .set("rolcreatedb", role.createDatabase())
        .set("rolcanlogin", role.login())
        .set("rolreplication", role.replication())
        .set("rolbypassrls", role.bypassRowSecurity())
        .set("rolconnlimit", role.connectionLimit())
        .set("rolvaliduntil", until(role));
  }

  private static Object until(Role role) {
    return role.validUntil()
        .map(text -> Types.TIMESTAMPTZ.parse(text, TextFormat.DEFAULT))
        .orElse(null);
  }

  static void users(StatementContext context, Wanted wanted, Rows rows) {
    for (Role role : roles(context, wanted, "usesysid", "usename")) {
      if (role.login()) {
        user(rows.add(), role).set("passwd", HIDDEN);
      }
    }
  }

  static void shadow(StatementContext context, Wanted wanted, Rows rows) {
    requireSuperuser(context, "pg_shadow");
    for (Role role : roles(context, wanted, "usesysid", "usename")) {
      if (role.login()) {
        user(rows.add(), role).set("passwd", role.verifier());
      }
    }
  }

  private static Row user(Row row, Role role) {
    return row.set("usename", role.name())
        .set("usesysid", role.oid())
        .set("usecreatedb", role.createDatabase())
        .set("usesuper", role.superuser())
        .set("userepl", role.replication())
        .set("usebypassrls", role.bypassRowSecurity())
        .set("valuntil", until(role))
        .set("useconfig", ClassRows.options(role.settings()));
  }

  static void groups(StatementContext context, Wanted wanted, Rows rows) {
    for (Role role : roles(context, wanted, "grosysid", "groname")) {
      if (!role.login()) {
        rows.add()
            .set("groname", role.name())
            .set("grosysid", role.oid())
            .set(
                "grolist",
                context.shared().all(Role.class).stream()
                    .filter(member -> member.memberOf().contains(role.oid()))
                    .map(Role::oid)
                    .toList());
      }
    }
  }

  static void members(StatementContext context, Wanted wanted, Rows rows) {
    for (Role member : context.shared().all(Role.class)) {
      for (int role : member.memberOf()) {
        rows.add()
            .set("oid", MadeOids.ofPublished(role, member.oid()))
            .set("roleid", role)
            .set("member", member.oid())
            .set("grantor", 10)
            .set("inherit_option", member.inherit())
            .set("set_option", true);
      }
    }
  }

  static void settings(StatementContext context, Wanted wanted, Rows rows) {
    for (Role role : context.shared().all(Role.class)) {
      setting(rows, 0, role.oid(), role.settings());
    }
    for (DatabaseEntry database : context.shared().all(DatabaseEntry.class)) {
      setting(rows, database.oid(), 0, database.settings());
    }
  }

  private static void setting(Rows rows, int database, int role, Map<String, String> settings) {
    if (!settings.isEmpty()) {
      rows.add()
          .set("setdatabase", database)
          .set("setrole", role)
          .set("setconfig", ClassRows.options(settings));
    }
  }
}
