package dev.instar.engine.define;

import dev.instar.engine.analysis.Privileges;
import dev.instar.engine.catalog.Role;
import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlException.Field;
import dev.instar.engine.error.SqlState;
import dev.instar.engine.sql.RoleOption;
import dev.instar.engine.sql.RoleOption.Attribute;
import dev.instar.engine.statement.StatementContext;
import dev.instar.engine.type.TextFormat;
import dev.instar.engine.type.Types;
import dev.instar.engine.wire.scram.ScramVerifier;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The options of CREATE and ALTER ROLE, as they come, and the role that they make. Of one thread.
 */
final class RoleAttributes {
  private final Role before;
  private final StatementContext context;
  private final Map<Attribute, Boolean> switches = new EnumMap<>(Attribute.class);
  private final Set<Class<?>> seen = new HashSet<>();
  private final List<Role> members = new ArrayList<>();
  private final Set<Integer> memberOf;
  private Optional<String> verifier;
  private Optional<String> validUntil;
  private int connectionLimit;

  RoleAttributes(Role before, StatementContext context) {
    this.before = before;
    this.context = context;
    this.memberOf = new HashSet<>(before.memberOf());
    this.verifier = before.verifier();
    this.validUntil = before.validUntil();
    this.connectionLimit = before.connectionLimit();
  }

  void apply(RoleOption option) {
    switch (option) {
      case RoleOption.Switch written -> {
        requireMayGive(written.attribute());
        if (switches.put(written.attribute(), written.on()) != null) {
          throw conflicting();
        }
      }
      case RoleOption.Password password -> {
        once(password);
        verifier = password.password().flatMap(this::verifier);
      }
      case RoleOption.ConnectionLimit limit -> {
        once(limit);
        connectionLimit = connectionLimit(limit.number());
      }
      case RoleOption.ValidUntil until -> {
        once(until);
        TextFormat format = context.functions().format();
        Object time = Types.TIMESTAMPTZ.parse(until.time(), format);
        validUntil = Optional.of(Types.TIMESTAMPTZ.print(time, format));
      }
      case RoleOption.Membership membership -> membership(membership);
      case RoleOption.SystemId id -> Notices.tell(context, "SYSID can no longer be specified");
    }
  }

  private void once(RoleOption option) {
    if (!seen.add(option.getClass())) {
      throw conflicting();
    }
  }

  private static SqlException conflicting() {
    return new SqlException(SqlState.SYNTAX_ERROR, "conflicting or redundant options");
  }

  private void requireMayGive(Attribute attribute) {
    boolean guarded =
        attribute == Attribute.SUPERUSER
            || attribute == Attribute.REPLICATION
            || attribute == Attribute.BYPASSRLS;
    if (guarded && !Privileges.isSuperuser(context, context.role())) {
      throw new SqlException(SqlState.INSUFFICIENT_PRIVILEGE, "permission denied to alter role")
          .with(
              Field.DETAIL,
              "Only roles with the "
                  + attribute
                  + " attribute may change the "
                  + attribute
                  + " attribute.");
    }
  }

  /** What a password is checked against. Whoever already has that may give it instead. */
  private Optional<String> verifier(String password) {
    if (password.isEmpty()) {
      Notices.tell(context, "empty string is not a valid password, clearing password");
      return Optional.empty();
    }
    if (password.matches("md5[0-9a-f]{32}")) {
      throw SqlException.unsupported("a password encrypted with MD5");
    }
    return Optional.of(
        ScramVerifier.parse(password).orElseGet(() -> ScramVerifier.of(password)).text());
  }

  static int connectionLimit(String number) {
    int limit;
    try {
      limit = Integer.parseInt(number);
    } catch (NumberFormatException e) {
      throw new SqlException(
          SqlState.INVALID_PARAMETER_VALUE, "invalid connection limit: " + number, e);
    }
    if (limit < -1) {
      throw new SqlException(
          SqlState.INVALID_PARAMETER_VALUE, "invalid connection limit: " + number);
    }
    return limit;
  }

  private void membership(RoleOption.Membership membership) {
    for (String name : membership.roles()) {
      Role role = RoleNames.find(name, context);
      switch (membership.kind()) {
        case IN_ROLE -> memberOf.add(role.oid());
        case MEMBERS -> members.add(role);
        case ADMINS -> throw SqlException.unsupported("ADMIN of a role");
      }
    }
  }

  /** Who is to be a member of it. */
  List<Role> members() {
    return members;
  }

  Role role() {
    return new Role(
        before.oid(),
        before.name(),
        on(Attribute.SUPERUSER, before.superuser()),
        on(Attribute.INHERIT, before.inherit()),
        on(Attribute.CREATEROLE, before.createRole()),
        on(Attribute.CREATEDB, before.createDatabase()),
        on(Attribute.LOGIN, before.login()),
        on(Attribute.REPLICATION, before.replication()),
        on(Attribute.BYPASSRLS, before.bypassRowSecurity()),
        connectionLimit,
        verifier,
        validUntil,
        memberOf,
        before.settings());
  }

  private boolean on(Attribute attribute, boolean otherwise) {
    return switches.getOrDefault(attribute, otherwise);
  }
}
