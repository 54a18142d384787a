package dev.instar.engine.sql;

import java.util.List;
import java.util.Optional;

/** GRANT and REVOKE. */
public sealed interface Privileges extends Command {

  /**
   * {@code GRANT privileges ON target TO role, … [WITH GRANT OPTION]}.
   *
   * @param privileges empty for ALL, but for columns
   */
  record Grant(
      List<Privilege> privileges, PrivilegeTarget target, List<String> roles, boolean grantOption)
      implements Privileges {
    public Grant {
      privileges = List.copyOf(privileges);
      roles = List.copyOf(roles);
    }
  }

  /** {@code REVOKE [GRANT OPTION FOR] privileges ON target FROM role, … [CASCADE | RESTRICT]}. */
  record Revoke(
      boolean grantOptionFor,
      List<Privilege> privileges,
      PrivilegeTarget target,
      List<String> roles,
      boolean cascade)
      implements Privileges {
    public Revoke {
      privileges = List.copyOf(privileges);
      roles = List.copyOf(roles);
    }
  }

  /** {@code GRANT role, … TO role, … [WITH option, …]}. */
  record GrantRoles(List<String> granted, List<String> roles, List<UtilityOption> options)
      implements Privileges {
    public GrantRoles {
      granted = List.copyOf(granted);
      roles = List.copyOf(roles);
      options = List.copyOf(options);
    }
  }

  /** {@code REVOKE [option OPTION FOR] role, … FROM role, … [CASCADE | RESTRICT]}. */
  record RevokeRoles(
      Optional<String> optionFor, List<String> granted, List<String> roles, boolean cascade)
      implements Privileges {
    public RevokeRoles {
      granted = List.copyOf(granted);
      roles = List.copyOf(roles);
    }
  }

  /** {@code SELECT (a, b)}: a privilege in lower case ({@code all} too), and its columns. */
  record Privilege(String name, List<String> columns) {
    public Privilege {
      columns = List.copyOf(columns);
    }
  }

  /** What the privileges are on. */
  sealed interface PrivilegeTarget {
    /** Some objects by name. */
    record Objects(ObjectKind kind, List<QualifiedName> names) implements PrivilegeTarget {
      public Objects {
        names = List.copyOf(names);
      }
    }

    /** {@code ALL TABLES | SEQUENCES IN SCHEMA schema, …}. */
    record AllInSchemas(ObjectKind kind, List<String> schemas) implements PrivilegeTarget {
      public AllInSchemas {
        schemas = List.copyOf(schemas);
      }
    }
  }
}
