package dev.instar.engine.sql;

import dev.instar.engine.sql.Definition.RoleKeyword;
import dev.instar.engine.sql.RoleOption.Attribute;
import dev.instar.engine.sql.RoleOption.Membership;
import dev.instar.engine.sql.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** CREATE, ALTER and DROP of roles, which USER and GROUP are too. */
final class RoleParser {
  private final TokenStream tokens;
  private final NameParser names;
  private final ValueParser values;
  private final SettingParser settings;

  RoleParser(TokenStream tokens, NameParser names, SettingParser settings) {
    this.tokens = tokens;
    this.names = names;
    this.values = new ValueParser(tokens);
    this.settings = settings;
  }

  /** Everything from ROLE, USER or GROUP on. */
  Statement create() {
    RoleKeyword keyword = RoleKeyword.valueOf(tokens.next().value().toUpperCase(Locale.ROOT));
    String name = names.role();
    tokens.accept("with");
    return new Definition.CreateRole(keyword, name, options(true));
  }

  /** Everything from ROLE, USER or GROUP on, behind ALTER. */
  Statement alter() {
    Token keyword = tokens.next();
    if (tokens.accept("all")) {
      return defaults(Optional.empty());
    }
    String name = names.role();
    if (tokens.accept("rename")) {
      tokens.expect("to");
      return new Alteration.Rename(ObjectKind.ROLE, QualifiedName.of(name), names.role());
    }
    if (keyword.isWord("group")) {
      throw tokens.unsupported(keyword, "ALTER GROUP is not supported: use GRANT and REVOKE");
    }
    if (tokens.atAnyOf("in", "set", "reset")) {
      return defaults(Optional.of(name));
    }
    tokens.accept("with");
    return new Alteration.AlterRole(name, options(false));
  }

  /** {@code [IN DATABASE d] SET | RESET …}. */
  private Statement defaults(Optional<String> role) {
    Optional<String> database = Optional.empty();
    if (tokens.accept("in")) {
      tokens.expect("database");
      database = Optional.of(names.columnName("a database"));
    }
    return new Alteration.AlterDefaults(role, database, change());
  }

  /** {@code SET | RESET …}, also of ALTER DATABASE. */
  SessionCommand change() {
    if (tokens.accept("reset")) {
      return settings.resetting();
    }
    tokens.expect("set");
    return settings.setting(false);
  }

  /** Everything from ROLE, USER or GROUP on, behind DROP. */
  Statement drop() {
    tokens.next();
    boolean ifExists = tokens.accept("if", "exists");
    return new Removal.DropRoles(list(), ifExists);
  }

  private List<String> list() {
    List<String> roles = new ArrayList<>();
    do {
      roles.add(names.role());
    } while (tokens.acceptSymbol(","));
    return roles;
  }

  private List<RoleOption> options(boolean creates) {
    List<RoleOption> options = new ArrayList<>();
    while (!tokens.atEnd() && !tokens.atSymbol(";")) {
      options.add(option(creates));
    }
    return options;
  }

  private RoleOption option(boolean creates) {
    Token token = tokens.peek();
    String word =
        token.kind() == Kind.WORD || token.kind() == Kind.QUOTED_NAME ? token.value() : "";
    switch (word) {
      case "password" -> {
        tokens.next();
        return new RoleOption.Password(
            tokens.accept("null") ? Optional.empty() : Optional.of(values.string("a password")));
      }
      case "encrypted" -> {
        tokens.expect("encrypted", "password");
        return new RoleOption.Password(Optional.of(values.string("a password")));
      }
      case "unencrypted" ->
          throw tokens.unsupported(token, "UNENCRYPTED PASSWORD is no longer supported");
      case "inherit" -> {
        tokens.next();
        return new RoleOption.Switch(Attribute.INHERIT, true);
      }
      case "connection" -> {
        tokens.expect("connection", "limit");
        return new RoleOption.ConnectionLimit(Integer.toString(values.integer()));
      }
      case "valid" -> {
        tokens.expect("valid", "until");
        return new RoleOption.ValidUntil(values.string("a time"));
      }
      case "user" -> {
        tokens.next();
        return new RoleOption.Membership(Membership.Kind.MEMBERS, list());
      }
      default -> {
        return creates ? optionOfCreate(word) : attribute(word);
      }
    }
  }

  private RoleOption optionOfCreate(String word) {
    switch (word) {
      case "sysid" -> {
        tokens.next();
        return new RoleOption.SystemId(tokens.expect(Kind.INTEGER, "a number").value());
      }
      case "admin" -> {
        tokens.next();
        return new RoleOption.Membership(Membership.Kind.ADMINS, list());
      }
      case "role" -> {
        tokens.next();
        return new RoleOption.Membership(Membership.Kind.MEMBERS, list());
      }
      case "in" -> {
        tokens.next();
        if (!tokens.accept("group")) {
          tokens.expect("role");
        }
        return new RoleOption.Membership(Membership.Kind.IN_ROLE, list());
      }
      default -> {
        return attribute(word);
      }
    }
  }

  private RoleOption attribute(String word) {
    for (Attribute attribute : Attribute.values()) {
      String name = attribute.name().toLowerCase(Locale.ROOT);
      boolean on = word.equals(name);
      if (on || word.equals("no" + name)) {
        tokens.next();
        return new RoleOption.Switch(attribute, on);
      }
    }
    throw tokens.unexpected("an option of the role");
  }
}
