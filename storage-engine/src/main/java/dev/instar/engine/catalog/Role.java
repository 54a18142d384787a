package dev.instar.engine.catalog;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A role, of all databases; {@code pg_authid}.
 *
 * @param verifier what its password is checked against, as SCRAM-SHA-256 stores it; never shown
 * @param validUntil as text of a timestamp with time zone
 * @param memberOf OIDs of the roles whose privileges it has
 * @param settings of ALTER ROLE … SET
 */
public record Role(
    int oid,
    String name,
    boolean superuser,
    boolean inherit,
    boolean createRole,
    boolean createDatabase,
    boolean login,
    boolean replication,
    boolean bypassRowSecurity,
    int connectionLimit,
    Optional<String> verifier,
    Optional<String> validUntil,
    Set<Integer> memberOf,
    Map<String, String> settings)
    implements CatalogObject {
  public Role {
    memberOf = Set.copyOf(memberOf);
    settings = Map.copyOf(settings);
  }

  @Override
  public String toString() {
    return "Role[" + oid + " " + name + "]";
  }

  public Role withName(String now) {
    return new Role(
        oid,
        now,
        superuser,
        inherit,
        createRole,
        createDatabase,
        login,
        replication,
        bypassRowSecurity,
        connectionLimit,
        verifier,
        validUntil,
        memberOf,
        settings);
  }

  public Role withMemberOf(Set<Integer> now) {
    return new Role(
        oid,
        name,
        superuser,
        inherit,
        createRole,
        createDatabase,
        login,
        replication,
        bypassRowSecurity,
        connectionLimit,
        verifier,
        validUntil,
        now,
        settings);
  }

  public Role withSettings(Map<String, String> now) {
    return new Role(
        oid,
        name,
        superuser,
        inherit,
        createRole,
        createDatabase,
        login,
        replication,
        bypassRowSecurity,
        connectionLimit,
        verifier,
        validUntil,
        memberOf,
        now);
  }
}
