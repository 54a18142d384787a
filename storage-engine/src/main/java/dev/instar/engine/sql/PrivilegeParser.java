package dev.instar.engine.sql;

import dev.instar.engine.sql.Privileges.Privilege;
import dev.instar.engine.sql.Privileges.PrivilegeTarget;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** GRANT and REVOKE. */
final class PrivilegeParser {
  private static final List<String> OTHER_TARGETS =
      List.of(
          "foreign",
          "function",
          "procedure",
          "routine",
          "language",
          "large",
          "parameter",
          "tablespace");

  private final TokenStream tokens;
  private final NameParser names;
  private final IndexParser indexes;

  PrivilegeParser(TokenStream tokens, NameParser names, IndexParser indexes) {
    this.tokens = tokens;
    this.names = names;
    this.indexes = indexes;
  }

  Statement grant() {
    tokens.expect("grant");
    List<Privilege> privileges = privileges();
    if (tokens.accept("to")) {
      return grantRoles(privileges);
    }
    tokens.expect("on");
    PrivilegeTarget target = target();
    tokens.expect("to");
    List<String> roles = grantees();
    boolean grantOption = tokens.accept("with");
    if (grantOption) {
      tokens.expect("grant", "option");
    }
    grantedBy();
    return new Privileges.Grant(privileges, target, roles, grantOption);
  }

  private Statement grantRoles(List<Privilege> privileges) {
    List<String> granted = roles(privileges);
    List<String> roles = roleList();
    List<UtilityOption> options = new ArrayList<>();
    if (tokens.accept("with")) {
      do {
        Position position = tokens.here();
        String name = names.label("an option");
        boolean value = tokens.accept("option") || tokens.accept("true");
        if (!value) {
          tokens.expect("false");
        }
        options.add(ValueParser.option(name, Optional.of(Boolean.toString(value)), position));
      } while (tokens.acceptSymbol(","));
    }
    grantedBy();
    return new Privileges.GrantRoles(granted, roles, options);
  }

  Statement revoke() {
    tokens.expect("revoke");
    boolean grantOptionFor = tokens.accept("grant", "option", "for");
    Optional<String> optionFor = Optional.empty();
    if (!grantOptionFor && tokens.peek(1).isWord("option") && tokens.peek(2).isWord("for")) {
      optionFor = Optional.of(names.columnName("an option"));
      tokens.expect("option", "for");
    }
    List<Privilege> privileges = privileges();
    if (!grantOptionFor && tokens.accept("from")) {
      List<String> granted = roles(privileges);
      List<String> roles = roleList();
      grantedBy();
      return new Privileges.RevokeRoles(optionFor, granted, roles, indexes.cascade());
    }
    if (optionFor.isPresent()) {
      throw tokens.unexpected("FROM");
    }
    tokens.expect("on");
    PrivilegeTarget target = target();
    tokens.expect("from");
    List<String> roles = grantees();
    grantedBy();
    return new Privileges.Revoke(grantOptionFor, privileges, target, roles, indexes.cascade());
  }

  private List<Privilege> privileges() {
    if (tokens.accept("all")) {
      tokens.accept("privileges");
      return tokens.atSymbol("(") ? List.of(new Privilege("all", names.columnList())) : List.of();
    }
    List<Privilege> privileges = new ArrayList<>();
    do {
      privileges.add(privilege());
    } while (tokens.acceptSymbol(","));
    return privileges;
  }

  private Privilege privilege() {
    if (tokens.at("alter", "system")) {
      throw tokens.unsupported(tokens.peek(), "GRANT of ALTER SYSTEM is not supported");
    }
    String name =
        tokens.atAnyOf("select", "references", "create")
            ? tokens.next().value()
            : names.columnName("a privilege or a role");
    List<String> columns = tokens.atSymbol("(") ? names.columnList() : List.of();
    return new Privilege(name, columns);
  }

  /** Roles are read as privileges until TO or FROM tells them apart. */
  private List<String> roles(List<Privilege> privileges) {
    boolean roles =
        !privileges.isEmpty() && privileges.stream().allMatch(p -> p.columns().isEmpty());
    if (!roles) {
      throw tokens.unsupported(tokens.peek(), "a role has no columns, and not all are granted");
    }
    return privileges.stream().map(Privilege::name).toList();
  }

  private PrivilegeTarget target() {
    for (String word : OTHER_TARGETS) {
      if (tokens.at(word) && tokens.peek(1).isColumnName()) {
        throw tokens.unsupported(
            tokens.peek(),
            "privileges on a " + word.toUpperCase(Locale.ROOT) + " are not supported");
      }
    }
    if (tokens.accept("all")) {
      return allInSchemas();
    }
    if (tokens.accept("table")) {
      return new PrivilegeTarget.Objects(ObjectKind.TABLE, qualified());
    }
    boolean keyword = tokens.peek(1).isColumnName();
    if (keyword && tokens.accept("sequence")) {
      return new PrivilegeTarget.Objects(ObjectKind.SEQUENCE, qualified());
    }
    if (keyword && tokens.accept("type")) {
      return new PrivilegeTarget.Objects(ObjectKind.TYPE, qualified());
    }
    if (keyword && tokens.accept("domain")) {
      return new PrivilegeTarget.Objects(ObjectKind.DOMAIN, qualified());
    }
    if (keyword && tokens.accept("schema")) {
      return new PrivilegeTarget.Objects(ObjectKind.SCHEMA, simple());
    }
    if (keyword && tokens.accept("database")) {
      return new PrivilegeTarget.Objects(ObjectKind.DATABASE, simple());
    }
    return new PrivilegeTarget.Objects(ObjectKind.TABLE, qualified());
  }

  private PrivilegeTarget allInSchemas() {
    if (tokens.atAnyOf("functions", "procedures", "routines")) {
      throw tokens.unsupported(tokens.peek(), "privileges on functions are not supported");
    }
    ObjectKind kind = tokens.accept("sequences") ? ObjectKind.SEQUENCE : ObjectKind.TABLE;
    if (kind == ObjectKind.TABLE) {
      tokens.expect("tables");
    }
    tokens.expect("in", "schema");
    return new PrivilegeTarget.AllInSchemas(
        kind, simple().stream().map(QualifiedName::name).toList());
  }

  private List<QualifiedName> qualified() {
    List<QualifiedName> list = new ArrayList<>();
    do {
      list.add(names.qualified("a name"));
    } while (tokens.acceptSymbol(","));
    return list;
  }

  private List<QualifiedName> simple() {
    List<QualifiedName> list = new ArrayList<>();
    do {
      list.add(QualifiedName.of(names.columnName("a name")));
    } while (tokens.acceptSymbol(","));
    return list;
  }

  /** {@code [GROUP] role, …}. */
  private List<String> grantees() {
    List<String> roles = new ArrayList<>();
    do {
      tokens.accept("group");
      roles.add(role());
    } while (tokens.acceptSymbol(","));
    return roles;
  }

  private List<String> roleList() {
    List<String> roles = new ArrayList<>();
    do {
      roles.add(role());
    } while (tokens.acceptSymbol(","));
    return roles;
  }

  /** PUBLIC is everybody. */
  private String role() {
    return tokens.accept("public") ? "public" : names.role();
  }

  private void grantedBy() {
    if (tokens.at("granted", "by")) {
      throw tokens.unsupported(tokens.peek(), "GRANTED BY is not supported");
    }
  }
}
