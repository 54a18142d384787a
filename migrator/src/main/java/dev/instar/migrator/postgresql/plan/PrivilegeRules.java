package dev.instar.migrator.postgresql.plan;

import dev.instar.engine.sql.ObjectKind;
import dev.instar.engine.sql.Privileges;
import dev.instar.engine.sql.Privileges.PrivilegeTarget;
import dev.instar.migrator.plan.Phase;
import dev.instar.migrator.postgresql.form.Role;
import dev.instar.migrator.schema.Table;

/** GRANT and REVOKE: no table is locked. */
final class PrivilegeRules {
  private PrivilegeRules() {}

  static void apply(StatementDraft draft, Privileges privileges) {
    String title =
        switch (privileges) {
          case Privileges.Grant s -> "Grant privileges to " + String.join(", ", s.roles());
          case Privileges.Revoke s -> "Revoke privileges from " + String.join(", ", s.roles());
          case Privileges.GrantRoles s -> "Grant roles to " + String.join(", ", s.roles());
          case Privileges.RevokeRoles s -> "Revoke roles from " + String.join(", ", s.roles());
        };
    OneStep.of(
            "grant",
            tables(draft, privileges),
            title,
            "Catalog only; it counts from the next statement on.")
        .in(draft, Phase.EXPAND);
  }

  private static Roles tables(StatementDraft draft, Privileges privileges) {
    return switch (privileges) {
      case Privileges.Grant s -> tables(draft, s.target());
      case Privileges.Revoke s -> tables(draft, s.target());
      case Privileges.GrantRoles s -> Roles.NONE;
      case Privileges.RevokeRoles s -> Roles.NONE;
    };
  }

  private static Roles tables(StatementDraft draft, PrivilegeTarget target) {
    return switch (target) {
      case PrivilegeTarget.Objects objects when objects.kind() == ObjectKind.TABLE ->
          Roles.NONE.with(
              Role.TABLE,
              objects.names().stream()
                  .flatMap(n -> Targets.find(draft, n).stream())
                  .map(Table::name)
                  .toList());
      case PrivilegeTarget.Objects objects -> Roles.NONE;
      case PrivilegeTarget.AllInSchemas all -> Roles.NONE;
    };
  }
}
