package dev.instar.migrator.postgresql.steps;

import dev.instar.migrator.error.ErrorCode;
import dev.instar.migrator.error.MigrationException;
import dev.instar.migrator.plan.StepAction;
import dev.instar.migrator.schema.TableName;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * The NOT NULL unique key along which a batched write goes.
 *
 * <p>A table without one is gone along by where its rows are, its ctid, in ranges of blocks (which
 * PostgreSQL 14 and later read as ranges). A row that is written meanwhile moves, ahead or back: it
 * is met by the next pass, or not at all. So this serves only where a row that is done can be told
 * from one that is not, and the table is gone over until none is left.
 *
 * @param oid the table's
 * @param columns in the order of the index
 * @param types of the columns, as casts write them
 * @param keyLock whether rows need the lock that a DELETE takes, or an UPDATE of a column that is
 *     in some unique index
 */
record BatchKey(long oid, List<String> columns, List<String> types, boolean keyLock) {
  private static final List<String> PLACE = List.of("ctid");
  private static final List<String> PLACE_TYPE = List.of("tid");

  /** All its rows in blocks of its own. */
  private static final String ORDINARY =
      "SELECT relkind = 'r' AND NOT EXISTS (SELECT FROM pg_catalog.pg_inherits WHERE inhparent ="
          + " c.oid) FROM pg_catalog.pg_class c WHERE c.oid::bigint = ?";

  /** Valid, immediate, without predicate and expressions, ascending in its columns' own order. */
  private static final String KEYS =
      """
      SELECT i.indisprimary,
             (SELECT pg_catalog.array_agg(a.attname::text ORDER BY k.ord)
                FROM pg_catalog.unnest(i.indkey) WITH ORDINALITY k(attnum, ord)
                JOIN pg_catalog.pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.attnum
               WHERE k.ord <= i.indnkeyatts) AS columns,
             (SELECT pg_catalog.array_agg(
                       pg_catalog.format_type(a.atttypid, a.atttypmod) ORDER BY k.ord)
                FROM pg_catalog.unnest(i.indkey) WITH ORDINALITY k(attnum, ord)
                JOIN pg_catalog.pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.attnum
               WHERE k.ord <= i.indnkeyatts) AS types
        FROM pg_catalog.pg_index i
       WHERE i.indrelid = pg_catalog.to_regclass(?)
         AND i.indisunique AND i.indisvalid AND i.indimmediate
         AND i.indpred IS NULL AND i.indexprs IS NULL
         AND NOT EXISTS (
               SELECT FROM pg_catalog.unnest(i.indkey) WITH ORDINALITY k(attnum, ord)
                 JOIN pg_catalog.pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.attnum
                WHERE k.ord <= i.indnkeyatts
                  AND (NOT a.attnotnull OR i.indcollation[k.ord - 1] <> a.attcollation
                       OR i.indoption[k.ord - 1] & 1 = 1))
       ORDER BY i.indisprimary DESC, i.indnkeyatts, i.indexrelid
      """;

  /**
   * The key for a backfill: the primary key where it can be.
   *
   * @throws MigrationException with NO_USABLE_KEY if there is none, OBJECT_MISSING without the
   *     table
   */
  static BatchKey of(Connection connection, StepAction.Backfill action) throws SQLException {
    TableName table = action.table();
    Set<String> assigned = action.assignments().keySet();
    long oid = oid(connection, table);
    boolean keyLock = inUniqueIndex(connection, oid, assigned);
    for (BatchKey key : keys(connection, table, oid, keyLock)) {
      // A key that moves is none to go along.
      if (key.columns().stream().noneMatch(assigned::contains)) {
        return key;
      }
    }
    if (action.repeatable() && ordinary(connection, oid)) {
      return new BatchKey(oid, PLACE, PLACE_TYPE, keyLock);
    }
    throw new MigrationException(
        ErrorCode.NO_USABLE_KEY,
        table + " has no NOT NULL unique key to update it along in batches",
        "Add a primary key first; then run 'instar resume'.");
  }

  /**
   * The key that a batched write was planned with, and no other: a frontier of one key says nothing
   * of another.
   *
   * @throws MigrationException as above
   */
  static BatchKey of(Connection connection, StepAction.BatchedWrite action) throws SQLException {
    TableName table = action.table();
    long oid = oid(connection, table);
    boolean keyLock =
        action.assigned().isEmpty() || inUniqueIndex(connection, oid, action.assigned());
    for (BatchKey key : keys(connection, table, oid, keyLock)) {
      if (key.columns().equals(action.key())) {
        return key;
      }
    }
    throw new MigrationException(
        ErrorCode.NO_USABLE_KEY,
        "the key (%s) of %s, along which its rows are written, is gone"
            .formatted(String.join(", ", action.key()), table),
        "Add it again; then run 'instar resume'.");
  }

  private static List<BatchKey> keys(
      Connection connection, TableName table, long oid, boolean keyLock) throws SQLException {
    List<BatchKey> keys = new ArrayList<>();
    try (PreparedStatement select = connection.prepareStatement(KEYS)) {
      select.setString(1, table.quoted());
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          keys.add(
              new BatchKey(
                  oid, texts(rows.getArray("columns")), texts(rows.getArray("types")), keyLock));
        }
      }
    }
    return keys;
  }

  /** Whether it is no key, but where the rows are. */
  boolean isPlace() {
    return types.equals(PLACE_TYPE);
  }

  private static boolean ordinary(Connection connection, long oid) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(ORDINARY)) {
      select.setLong(1, oid);
      try (ResultSet row = select.executeQuery()) {
        return row.next() && row.getBoolean(1);
      }
    }
  }

  private static long oid(Connection connection, TableName table) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement("SELECT pg_catalog.to_regclass(?)::oid::bigint")) {
      select.setString(1, table.quoted());
      try (ResultSet row = select.executeQuery()) {
        row.next();
        long oid = row.getLong(1);
        if (row.wasNull()) {
          throw new MigrationException(
              ErrorCode.OBJECT_MISSING, "there is no table " + table, "Run 'instar abort'.");
        }
        return oid;
      }
    }
  }

  private static boolean inUniqueIndex(Connection connection, long oid, Collection<String> columns)
      throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT EXISTS (SELECT FROM pg_catalog.pg_index i JOIN pg_catalog.pg_attribute a"
                + " ON a.attrelid = i.indrelid AND a.attnum = ANY (i.indkey)"
                + " WHERE i.indrelid::bigint = ? AND i.indisunique AND a.attname = ANY (?))")) {
      select.setLong(1, oid);
      select.setArray(2, connection.createArrayOf("text", columns.toArray()));
      try (ResultSet row = select.executeQuery()) {
        row.next();
        return row.getBoolean(1);
      }
    }
  }

  private static List<String> texts(Array array) throws SQLException {
    return List.of((String[]) array.getArray());
  }
}
