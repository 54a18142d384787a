package dev.instar.migrator.postgresql.evidence;

import dev.instar.migrator.plan.LockMode;
import dev.instar.migrator.postgresql.session.Queries;
import dev.instar.migrator.schema.TableName;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What statements did to the relations of some schemas, as their own still open transaction sees
 * it.
 *
 * @param locks the strongest lock on each table and view that was there before
 * @param others likewise of indexes and sequences
 * @param rewritten the tables whose storage is another one
 * @param rebuilt the tables of whose indexes one has another storage or is new
 * @param scanned the tables that were read from end to end, where the server counts that
 */
public record Footprint(
    SortedMap<TableName, LockMode> locks,
    SortedMap<TableName, Other> others,
    SortedSet<TableName> rewritten,
    SortedSet<TableName> rebuilt,
    SortedSet<TableName> scanned) {

  private static final String LOCKS =
      """
      SELECT relation::bigint, mode FROM pg_catalog.pg_locks
      WHERE pid = pg_catalog.pg_backend_pid() AND granted AND locktype = 'relation'
      """;

  /** In the transaction; where it is not counted, no table is known to be read. */
  private static final String SCANS = "pg_stat_get_xact_numscans(oid)";

  public Footprint {
    locks = Collections.unmodifiableSortedMap(new TreeMap<>(locks));
    others = Collections.unmodifiableSortedMap(new TreeMap<>(others));
    rewritten = Collections.unmodifiableSortedSet(new TreeSet<>(rewritten));
    rebuilt = Collections.unmodifiableSortedSet(new TreeSet<>(rebuilt));
    scanned = Collections.unmodifiableSortedSet(new TreeSet<>(scanned));
  }

  /** A lock on an index or a sequence, with the table that it belongs to. */
  public record Other(Optional<TableName> table, LockMode mode) {}

  /** The state to compare with. */
  public static final class Before {
    private final Collection<String> schemas;
    private final boolean counting;
    private final Map<Long, Relation> relations;

    private Before(Connection connection, Collection<String> schemas) throws SQLException {
      this.schemas = schemas;
      this.counting =
          !Queries.texts(
                  connection, "SELECT pg_catalog.to_regprocedure('pg_catalog." + SCANS + "')")
              .contains(null);
      this.relations = relations(connection, schemas, counting);
    }
  }

  private record Relation(
      TableName name, String kind, long file, long table, long bytes, long scans) {
    boolean isTable() {
      return kind.equals("r") || kind.equals("m");
    }
  }

  /**
   * To be called in the transaction, before the statements.
   *
   * @param schemas whose relations count
   */
  public static Before before(Connection connection, Collection<String> schemas)
      throws SQLException {
    return new Before(connection, schemas);
  }

  /** What the transaction has done since. */
  public static Footprint since(Before before, Connection connection) throws SQLException {
    SortedMap<TableName, LockMode> locks = new TreeMap<>();
    SortedMap<TableName, Other> others = new TreeMap<>();
    for (Map.Entry<Long, LockMode> lock : held(connection).entrySet()) {
      Relation relation = before.relations.get(lock.getKey());
      if (relation == null) {
        continue;
      }
      switch (relation.kind()) {
        case "r", "p", "v", "m" -> locks.put(relation.name(), lock.getValue());
        case "i", "I", "S" ->
            others.put(
                relation.name(),
                new Other(
                    Optional.ofNullable(before.relations.get(relation.table())).map(Relation::name),
                    lock.getValue()));
        default -> {}
      }
    }
    Set<Long> files = new HashSet<>();
    before.relations.values().forEach(r -> files.add(r.file()));
    Map<Long, Relation> now = relations(connection, before.schemas, before.counting);
    SortedSet<TableName> rewritten = new TreeSet<>();
    SortedSet<TableName> rebuilt = new TreeSet<>();
    SortedSet<TableName> scanned = new TreeSet<>();
    now.forEach(
        (oid, relation) -> {
          Relation was = before.relations.get(relation.isTable() ? oid : relation.table());
          if (was == null || !was.isTable()) {
            return;
          }
          // The files that TRUNCATE gives are new, and empty.
          Relation table = now.get(relation.isTable() ? oid : relation.table());
          if (was.bytes() > 0 && table != null && table.bytes() == 0) {
            return;
          }
          if (!relation.isTable()) {
            if (relation.kind().equals("i") && !files.contains(relation.file())) {
              rebuilt.add(was.name());
            }
            return;
          }
          if (was.file() != relation.file()) {
            rewritten.add(was.name());
          }
          if (relation.scans() > was.scans()) {
            scanned.add(was.name());
          }
        });
    return new Footprint(locks, others, rewritten, rebuilt, scanned);
  }

  /** Of these relations alone. */
  public Footprint of(Set<TableName> given) {
    SortedMap<TableName, LockMode> some = new TreeMap<>(locks);
    some.keySet().retainAll(given);
    SortedMap<TableName, Other> more = new TreeMap<>(others);
    more.keySet().retainAll(given);
    return new Footprint(
        some, more, only(rewritten, given), only(rebuilt, given), only(scanned, given));
  }

  private static SortedSet<TableName> only(SortedSet<TableName> all, Set<TableName> given) {
    SortedSet<TableName> some = new TreeSet<>(all);
    some.retainAll(given);
    return some;
  }

  private static Map<Long, LockMode> held(Connection connection) throws SQLException {
    Map<Long, LockMode> held = new TreeMap<>();
    Queries.rows(connection, LOCKS, row -> Map.entry(row.getLong(1), mode(row.getString(2))))
        .forEach(
            lock ->
                held.merge(lock.getKey(), lock.getValue(), (a, b) -> a.compareTo(b) >= 0 ? a : b));
    return held;
  }

  private static Map<Long, Relation> relations(
      Connection connection, Collection<String> schemas, boolean counting) throws SQLException {
    Map<Long, Relation> relations = new TreeMap<>();
    String scans = counting ? "pg_catalog." + SCANS.replace("oid", "c.oid") : "0";
    Queries.rows(
            connection,
            """
            SELECT c.oid::bigint, n.nspname::text, c.relname::text, c.relkind::text,
                   pg_catalog.pg_relation_filenode(c.oid)::bigint,
                   coalesce(i.indrelid, d.refobjid)::bigint,
                   CASE WHEN c.relkind IN ('r', 'm') THEN pg_catalog.pg_relation_size(c.oid) ELSE 0 END,
                   %s
            FROM pg_catalog.pg_class c
            JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            LEFT JOIN pg_catalog.pg_index i ON i.indexrelid = c.oid
            LEFT JOIN pg_catalog.pg_depend d
              ON c.relkind = 'S' AND d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass
             AND d.objid = c.oid AND d.refclassid = d.classid AND d.deptype IN ('a', 'i')
            WHERE n.nspname = ANY (?)
            """
                .formatted(scans),
            row ->
                Map.entry(
                    row.getLong(1),
                    new Relation(
                        new TableName(row.getString(2), row.getString(3)),
                        row.getString(4),
                        row.getLong(5),
                        row.getLong(6),
                        row.getLong(7),
                        row.getLong(8))),
            connection.createArrayOf("text", List.copyOf(schemas).toArray()))
        .forEach(relation -> relations.put(relation.getKey(), relation.getValue()));
    return relations;
  }

  /** The level as {@code pg_locks} calls it. */
  public static LockMode mode(String name) {
    return switch (name) {
      case "AccessShareLock" -> LockMode.ACCESS_SHARE;
      case "RowShareLock" -> LockMode.ROW_SHARE;
      case "RowExclusiveLock" -> LockMode.ROW_EXCLUSIVE;
      case "ShareUpdateExclusiveLock" -> LockMode.SHARE_UPDATE_EXCLUSIVE;
      case "ShareLock" -> LockMode.SHARE;
      case "ShareRowExclusiveLock" -> LockMode.SHARE_ROW_EXCLUSIVE;
      case "ExclusiveLock" -> LockMode.EXCLUSIVE;
      case "AccessExclusiveLock" -> LockMode.ACCESS_EXCLUSIVE;
      default -> throw new IllegalArgumentException(name);
    };
  }
}
