package dev.instar.migrator.postgresql.plan;

import dev.instar.migrator.plan.LockMode;
import dev.instar.migrator.schema.TableName;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What statements really did, as their own still open transaction sees it.
 *
 * @param locks the strongest lock on each table and view that was there before
 * @param others likewise of indexes and sequences
 * @param rewritten the tables whose storage is another one
 * @param rebuilt the tables of whose indexes one has another storage or is new
 * @param scanned the tables that were read from end to end
 */
record Footprint(
    SortedMap<TableName, LockMode> locks,
    Map<TableName, Other> others,
    Map<TableName, Boolean> rewritten,
    Map<TableName, Boolean> rebuilt,
    Map<TableName, Boolean> scanned) {

  private static final String LOCKS =
      """
      SELECT b.nspname, b.relname, l.mode, b.relkind, t.nspname, t.relname
      FROM pg_locks l
      JOIN before b ON b.oid = l.relation
      LEFT JOIN before t ON t.oid = b.indrelid
      WHERE l.pid = pg_backend_pid() AND l.granted AND l.locktype = 'relation'
      """;

  private static final String WORK =
      """
      SELECT b.nspname, b.relname, b.node IS DISTINCT FROM pg_relation_filenode(b.oid),
             EXISTS (
               SELECT FROM pg_index i
               WHERE i.indrelid = b.oid AND NOT EXISTS (
                 SELECT FROM before x WHERE x.node = pg_relation_filenode(i.indexrelid))),
             pg_stat_get_xact_numscans(b.oid)
      FROM before b
      WHERE b.relkind IN ('r', 'm') AND EXISTS (SELECT FROM pg_class c WHERE c.oid = b.oid)
      """;

  /** The state to compare with; to be called in the transaction, before the statements. */
  static Map<TableName, Before> before(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          "CREATE TEMPORARY TABLE before ON COMMIT DROP AS SELECT c.oid, n.nspname, c.relname,"
              + " c.relkind, pg_relation_filenode(c.oid) AS node, i.indrelid"
              + " FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
              + " LEFT JOIN pg_index i ON i.indexrelid = c.oid"
              + " WHERE n.nspname IN ('public', 'app')");
      Map<TableName, Before> before = new HashMap<>();
      try (ResultSet rows =
          statement.executeQuery(
              "SELECT nspname, relname, pg_stat_get_xact_numscans(oid) FROM before WHERE relkind"
                  + " IN ('r', 'm')")) {
        while (rows.next()) {
          before.put(
              new TableName(rows.getString(1), rows.getString(2)), new Before(rows.getLong(3)));
        }
      }
      return before;
    }
  }

  /** A lock on an index, with its table, or on a sequence. */
  record Other(TableName table, LockMode mode) {}

  /** The scans that a transaction has made of a table. */
  record Before(long scans) {}

  static Footprint of(Connection connection, Map<TableName, Before> before) throws SQLException {
    SortedMap<TableName, LockMode> locks = new TreeMap<>();
    Map<TableName, Other> others = new HashMap<>();
    Map<TableName, Boolean> rewritten = new HashMap<>();
    Map<TableName, Boolean> rebuilt = new HashMap<>();
    Map<TableName, Boolean> scanned = new HashMap<>();
    try (Statement statement = connection.createStatement()) {
      try (ResultSet rows = statement.executeQuery(LOCKS)) {
        while (rows.next()) {
          TableName name = new TableName(rows.getString(1), rows.getString(2));
          LockMode mode = mode(rows.getString(3));
          switch (rows.getString(4)) {
            case "r", "p", "v", "m" ->
                locks.merge(name, mode, (x, y) -> x.compareTo(y) > 0 ? x : y);
            case "i", "S" ->
                others.merge(
                    name,
                    new Other(new TableName("" + rows.getString(5), "" + rows.getString(6)), mode),
                    (x, y) -> x.mode().compareTo(y.mode()) > 0 ? x : y);
            default -> {}
          }
        }
      }
      try (ResultSet rows = statement.executeQuery(WORK)) {
        while (rows.next()) {
          TableName name = new TableName(rows.getString(1), rows.getString(2));
          rewritten.put(name, rows.getBoolean(3));
          rebuilt.put(name, rows.getBoolean(4));
          scanned.put(name, rows.getLong(5) > before.get(name).scans());
        }
      }
    }
    return new Footprint(locks, others, rewritten, rebuilt, scanned);
  }

  private static LockMode mode(String name) {
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
