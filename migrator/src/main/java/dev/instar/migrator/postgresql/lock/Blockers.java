package dev.instar.migrator.postgresql.lock;

import dev.instar.migrator.plan.LockClaim;
import dev.instar.migrator.plan.LockMode;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Who holds locks on relations, as {@code pg_locks} tells it. Stateless; changes nothing. */
public final class Blockers {
  private static final String COLUMNS =
      """
      SELECT DISTINCT ON (age_ms, pid, name)
             CASE WHEN l.pid IS NULL THEN 'PREPARED'
                  WHEN a.backend_type <> 'autovacuum worker' OR a.backend_type IS NULL THEN 'SESSION'
                  WHEN a.query LIKE '%(to prevent wraparound)' THEN 'WRAPAROUND_VACUUM'
                  ELSE 'AUTOVACUUM' END AS kind,
             coalesce(l.pid, 0) AS pid,
             coalesce(p.gid, a.application_name, '') AS name,
             coalesce(p.owner, a.usename, '')::text AS usename,
             coalesce(a.state, '') AS state,
             (1000 * extract(epoch FROM pg_catalog.clock_timestamp()
                                        - coalesce(p.prepared, a.xact_start)))::bigint AS age_ms,
             a.query_start
        FROM pg_catalog.pg_locks l
        LEFT JOIN pg_catalog.pg_stat_activity a ON a.pid = l.pid
        LEFT JOIN (pg_catalog.pg_locks x
                   JOIN pg_catalog.pg_prepared_xacts p ON p.transaction = x.transactionid)
               ON l.pid IS NULL AND x.pid IS NULL AND x.locktype = 'transactionid'
              AND x.virtualtransaction = l.virtualtransaction
       WHERE l.granted AND
      """;

  private static final String ORDER = " ORDER BY age_ms DESC NULLS LAST, pid, name";

  /**
   * Bound: the relations' oids, the modes' names in pg_locks. The oldest transaction first. A
   * prepared transaction is known by the lock it holds on its own transaction id: its
   * virtualtransaction, which the documentation joins on, is the preparing session's since 14.1.
   */
  private static final String ON_RELATIONS =
      COLUMNS
          + """
          l.locktype = 'relation'
          AND l.database = (SELECT oid FROM pg_catalog.pg_database
                             WHERE datname = pg_catalog.current_database())
          AND l.relation::bigint = ANY (?)
          AND l.mode = ANY (?)
          AND l.pid IS DISTINCT FROM pg_catalog.pg_backend_pid()
          """
          + ORDER;

  /** Bound: a server process. Prepared transactions are process 0 there. */
  private static final String WAITED_FOR =
      COLUMNS
          + """
          coalesce(l.pid, 0) = ANY (pg_catalog.pg_blocking_pids(?))
          AND (l.locktype = 'virtualxid' OR l.locktype = 'transactionid' AND l.pid IS NULL)
          """
          + ORDER;

  private Blockers() {}

  /** Everybody else who holds a lock on one of these relations, the oldest transaction first. */
  public static List<Blocker> of(Connection connection, Collection<Long> relationOids)
      throws SQLException {
    return of(connection, relationOids, LockMode.ACCESS_EXCLUSIVE);
  }

  /** Everybody whom a request for {@code wanted} on one of these relations would wait for. */
  public static List<Blocker> of(
      Connection connection, Collection<Long> relationOids, LockMode wanted) throws SQLException {
    String[] modes =
        LockConflicts.of(wanted).stream().map(LockConflicts::catalogName).toArray(String[]::new);
    try (PreparedStatement select = connection.prepareStatement(ON_RELATIONS)) {
      select.setArray(1, connection.createArrayOf("int8", relationOids.toArray()));
      select.setArray(2, connection.createArrayOf("text", modes));
      return rows(select);
    }
  }

  /** Everybody whom a transaction that claims these locks would wait for, each once. */
  public static List<Blocker> of(List<LockClaim> claims, Connection connection)
      throws SQLException {
    return LockTarget.blockers(connection, LockTarget.of(connection, claims));
  }

  /** Whom that server process waits for at this moment; nobody if it does not wait for a lock. */
  public static List<Blocker> waitedForBy(Connection connection, int pid) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(WAITED_FOR)) {
      select.setInt(1, pid);
      return rows(select);
    }
  }

  private static List<Blocker> rows(PreparedStatement select) throws SQLException {
    List<Blocker> blockers = new ArrayList<>();
    try (ResultSet rows = select.executeQuery()) {
      while (rows.next()) {
        blockers.add(row(rows));
      }
    }
    return blockers;
  }

  private static Blocker row(ResultSet row) throws SQLException {
    long ageMs = row.getLong("age_ms");
    Optional<Duration> age =
        row.wasNull() ? Optional.empty() : Optional.of(Duration.ofMillis(ageMs));
    Optional<Instant> queryStart =
        Optional.ofNullable(row.getObject("query_start", OffsetDateTime.class))
            .map(OffsetDateTime::toInstant);
    return new Blocker(
        Blocker.Kind.valueOf(row.getString("kind")),
        row.getInt("pid"),
        row.getString("name"),
        row.getString("usename"),
        row.getString("state"),
        age,
        queryStart);
  }
}
