package dev.instar.engine.catalog;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The roles that every database has, to be granted to others: PostgreSQL's predefined roles, with
 * their OIDs. Nobody logs in as one of them.
 */
public enum PredefinedRole {
  PG_DATABASE_OWNER(6171),
  PG_READ_ALL_DATA(6181),
  PG_WRITE_ALL_DATA(6182),
  PG_READ_ALL_SETTINGS(3374),
  PG_READ_ALL_STATS(3375),
  PG_STAT_SCAN_TABLES(3377),
  PG_MONITOR(3373, PG_READ_ALL_SETTINGS, PG_READ_ALL_STATS, PG_STAT_SCAN_TABLES),
  PG_READ_SERVER_FILES(4569),
  PG_WRITE_SERVER_FILES(4570),
  PG_EXECUTE_SERVER_PROGRAM(4571),
  PG_SIGNAL_BACKEND(4200),
  PG_CHECKPOINT(4544),
  PG_MAINTAIN(6337),
  PG_USE_RESERVED_CONNECTIONS(4550),
  PG_CREATE_SUBSCRIPTION(6304);

  private final int oid;

  @SuppressWarnings("ImmutableEnumChecker") // nobody changes it
  private final Set<Integer> memberOf;

  PredefinedRole(int oid, PredefinedRole... memberOf) {
    this.oid = oid;
    this.memberOf = Stream.of(memberOf).map(PredefinedRole::oid).collect(Collectors.toSet());
  }

  /** Whether a role is one of them. */
  public static boolean is(Role role) {
    return Stream.of(values()).anyMatch(predefined -> predefined.oid == role.oid());
  }

  public int oid() {
    return oid;
  }

  /** The role as it is in a new database. */
  public Role role() {
    return new Role(
        oid,
        name().toLowerCase(Locale.ROOT),
        false,
        true,
        false,
        false,
        false,
        false,
        false,
        -1,
        Optional.empty(),
        Optional.empty(),
        memberOf,
        Map.of());
  }
}
