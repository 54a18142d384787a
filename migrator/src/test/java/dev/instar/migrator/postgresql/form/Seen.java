package dev.instar.migrator.postgresql.form;

import dev.instar.migrator.plan.LockMode;
import dev.instar.migrator.plan.Work;
import dev.instar.migrator.postgresql.TestDatabase;
import dev.instar.migrator.postgresql.evidence.Footprint;
import dev.instar.migrator.schema.TableName;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a server did with a statement.
 *
 * @param tables the strongest lock on each table and view that was there before
 * @param others likewise of indexes, with their tables, and of sequences
 * @param work the heaviest of what it did
 */
record Seen(
    SortedMap<TableName, LockMode> tables, Map<TableName, Footprint.Other> others, Work work) {
  /** Not below 0 where all blocks were asked for: ANALYZE scans nothing, but reads a sample. */
  private static final String BLOCKS =
      "SELECT pg_stat_get_xact_blocks_fetched(oid) - pg_relation_size(oid) / 8192 FROM pg_class"
          + " WHERE oid = 'public.orders'::regclass";

  /** Runs it in the open transaction. */
  static Seen of(Connection connection, String sql) throws SQLException {
    Footprint.Before before = Footprint.before(connection, List.of("public", "app"));
    TestDatabase.execute(connection, sql);
    Footprint after = Footprint.since(before, connection);
    return new Seen(after.locks(), after.others(), work(connection, sql, after));
  }

  private static Work work(Connection connection, String sql, Footprint after) throws SQLException {
    if (!after.rewritten().isEmpty()) {
      return Work.REWRITE;
    }
    if (!after.rebuilt().isEmpty()) {
      return Work.INDEX_BUILD;
    }
    boolean sampled = sql.startsWith("ANALYZE") && number(connection, BLOCKS) >= 0;
    return sampled || !after.scanned().isEmpty() ? Work.SCAN : Work.INSTANT;
  }

  static long number(Connection connection, String query) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      rows.next();
      return rows.getLong(1);
    }
  }

  /**
   * The locks, as far as they must be stated: what is locked of indexes together with a table that
   * is locked as strongly adds nothing, nor do sequences, unless they have a role.
   */
  SortedMap<TableName, LockMode> locks(Map<TableName, LockMode> stated) {
    SortedMap<TableName, LockMode> locks = new TreeMap<>(tables);
    others.forEach(
        (name, other) -> {
          LockMode ofTable = other.table().map(t -> tables.get(t)).orElse(null);
          boolean beyond = ofTable != null && other.mode().compareTo(ofTable) > 0;
          if (stated.containsKey(name) || beyond) {
            locks.put(name, other.mode());
          }
        });
    locks
        .entrySet()
        .removeIf(l -> l.getValue() == LockMode.ACCESS_SHARE && !stated.containsKey(l.getKey()));
    return locks;
  }
}
