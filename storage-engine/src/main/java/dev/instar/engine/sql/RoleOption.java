package dev.instar.engine.sql;

import java.util.List;
import java.util.Optional;

/** One option of CREATE and ALTER ROLE. */
public sealed interface RoleOption {
  /** {@code [NO]LOGIN} and its kind, by the attribute's name. */
  record Switch(Attribute attribute, boolean on) implements RoleOption {}

  /** PASSWORD 'text', or PASSWORD NULL; in the clear or a stored verifier. */
  record Password(Optional<String> password) implements RoleOption {
    @Override
    public String toString() {
      return password.isPresent() ? "Password[set]" : "Password[null]";
    }
  }

  /** CONNECTION LIMIT n. */
  record ConnectionLimit(String number) implements RoleOption {}

  /** VALID UNTIL 'time'. */
  record ValidUntil(String time) implements RoleOption {}

  /** IN ROLE, ROLE, USER or ADMIN with the roles that it lists. */
  record Membership(Kind kind, List<String> roles) implements RoleOption {
    public Membership {
      roles = List.copyOf(roles);
    }

    /** Which end of the membership the listed roles are. */
    public enum Kind {
      IN_ROLE,
      MEMBERS,
      ADMINS
    }
  }

  /** SYSID n, which says nothing. */
  record SystemId(String number) implements RoleOption {}

  /** What is on or off; NO before its name turns it off. */
  enum Attribute {
    SUPERUSER,
    CREATEDB,
    CREATEROLE,
    INHERIT,
    LOGIN,
    REPLICATION,
    BYPASSRLS
  }
}
