package dev.instar.migrator.postgresql.lock;

import dev.instar.migrator.plan.LockClaim;
import dev.instar.migrator.plan.LockMode;
import dev.instar.migrator.schema.TableName;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A relation that is there, and the lock it is wanted under.
 *
 * @param explicit whether LOCK TABLE works on it: a table or partitioned table of ours. What cannot
 *     be locked beforehand is locked by the statement itself, with what is left of the budget.
 */
record LockTarget(TableName name, long oid, LockMode mode, boolean explicit) {

  /**
   * Those of the claimed relations that exist, in the fixed order, each once with its strongest
   * mode.
   */
  static List<LockTarget> of(Connection connection, List<LockClaim> claims) throws SQLException {
    Map<TableName, LockMode> strongest = new TreeMap<>();
    for (LockClaim claim : claims) {
      strongest.merge(claim.relation(), claim.mode(), (a, b) -> a.compareTo(b) >= 0 ? a : b);
    }
    List<LockTarget> targets = new ArrayList<>();
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT c.oid::bigint, c.relkind IN ('r', 'p')"
                + " AND pg_catalog.pg_has_role(c.relowner, 'USAGE')"
                + " FROM pg_catalog.pg_class c"
                + " JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace"
                + " WHERE n.nspname = ? AND c.relname = ?")) {
      for (Map.Entry<TableName, LockMode> claim : strongest.entrySet()) {
        select.setString(1, claim.getKey().schema());
        select.setString(2, claim.getKey().name());
        try (ResultSet row = select.executeQuery()) {
          if (row.next()) {
            targets.add(
                new LockTarget(
                    claim.getKey(), row.getLong(1), claim.getValue(), row.getBoolean(2)));
          }
        }
      }
    }
    return targets;
  }

  /** Everybody who would be waited for, each once, the oldest transaction first. */
  static List<Blocker> blockers(Connection connection, List<LockTarget> targets)
      throws SQLException {
    List<Blocker> all = new ArrayList<>();
    for (LockTarget target : targets) {
      for (Blocker blocker : Blockers.of(connection, List.of(target.oid()), target.mode())) {
        if (all.stream()
            .noneMatch(b -> b.pid() == blocker.pid() && b.name().equals(blocker.name()))) {
          all.add(blocker);
        }
      }
    }
    all.sort(
        Comparator.comparing((Blocker b) -> b.age().map(a -> -a.toMillis()).orElse(0L))
            .thenComparing(Blocker::pid));
    return all;
  }

  String lockStatement(LockMode as) {
    return "LOCK TABLE ONLY " + name.quoted() + " IN " + as.sql() + " MODE";
  }

  /** For messages. */
  String describe() {
    return mode.sql() + " on " + name;
  }
}
