package dev.instar.migrator.postgresql.catalog;

import dev.instar.migrator.schema.Identifiers;
import dev.instar.migrator.schema.Partitions;
import dev.instar.migrator.schema.Partitions.KeyPart;
import dev.instar.migrator.schema.Partitions.Membership;
import dev.instar.migrator.schema.Partitions.Part;
import dev.instar.migrator.schema.Partitions.Strategy;
import dev.instar.migrator.schema.TableName;
import java.sql.Array;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads how tables are cut into partitions. */
final class PartitionReader {
  /** Partitions of every level, and those that the tables themselves are partitions of. */
  private static final String FAMILY =
      """
      WITH RECURSIVE below AS (
        SELECT h.inhrelid AS oid
        FROM pg_catalog.pg_inherits h JOIN pg_catalog.pg_class c ON c.oid = h.inhrelid
        WHERE h.inhparent = ANY (?) AND c.relispartition
        UNION
        SELECT h.inhrelid
        FROM below JOIN pg_catalog.pg_inherits h ON h.inhparent = below.oid)
      SELECT below.oid::bigint AS oid FROM below
      UNION
      SELECT h.inhparent::bigint
      FROM pg_catalog.pg_inherits h JOIN pg_catalog.pg_class c ON c.oid = h.inhrelid
      WHERE h.inhrelid = ANY (?) AND c.relispartition
      """;

  /**
   * The expressions of a key are stored as one list, and printed as one: the text of one alone can
   * be had where there is no other. The server's call of the hash function has no collation, which
   * a condition's has where one of its arguments has one.
   */
  private static final String KEYS =
      """
      SELECT p.partrelid::bigint AS oid, p.partstrat::text AS strategy, a.attname::text AS name,
             CASE WHEN k.attnum = 0
                  THEN pg_catalog.pg_get_expr(p.partexprs, p.partrelid) END AS expression,
             CASE WHEN k.attnum = 0 THEN pg_catalog.format_type(o.opcintype, NULL)
                  ELSE pg_catalog.format_type(a.atttypid, a.atttypmod) END AS type,
             CASE WHEN k.coll <> 0 AND k.coll <> a.attcollation
                  THEN k.coll::pg_catalog.regcollation::text END AS collation,
             o.opcdefault AND (p.partstrat <> 'h' OR k.coll = 0) AND (k.attnum <> 0 OR 1 = (
               SELECT count(*) FROM pg_catalog.unnest(p.partattrs) AS x(attnum)
               WHERE x.attnum = 0)) AS plain
      FROM pg_catalog.pg_partitioned_table p
      CROSS JOIN LATERAL ROWS FROM (
        pg_catalog.unnest(p.partattrs), pg_catalog.unnest(p.partclass),
        pg_catalog.unnest(p.partcollation)) WITH ORDINALITY AS k(attnum, class, coll, ord)
      JOIN pg_catalog.pg_opclass o ON o.oid = k.class
      LEFT JOIN pg_catalog.pg_attribute a
        ON a.attrelid = p.partrelid AND a.attnum = k.attnum AND k.attnum <> 0
      WHERE p.partrelid = ANY (?)
      ORDER BY p.partrelid, k.ord
      """;

  private static final String PARTS =
      """
      SELECT h.inhparent::bigint AS oid, n.nspname::text AS schema, c.relname::text AS name,
             pg_catalog.pg_get_expr(c.relpartbound, c.oid) AS bound
      FROM pg_catalog.pg_inherits h
      JOIN pg_catalog.pg_class c ON c.oid = h.inhrelid
      JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
      WHERE h.inhparent = ANY (?) AND c.relispartition
      ORDER BY h.inhparent, c.oid
      """;

  /** A partition has one parent; {@code inhdetachpending} is there from PostgreSQL 14 on. */
  private static final String MEMBERSHIPS =
      """
      SELECT c.oid::bigint AS oid, n.nspname::text AS schema, p.relname::text AS name,
             pg_catalog.pg_get_expr(c.relpartbound, c.oid) AS bound,
             pg_catalog.pg_get_partition_constraintdef(c.oid) AS condition,
             h.inhdetachpending AS pending,
             ARRAY(
               SELECT x.relname::text
               FROM pg_catalog.pg_index i
               JOIN pg_catalog.pg_class x ON x.oid = i.indexrelid
               WHERE i.indrelid = c.oid AND x.relispartition ORDER BY x.oid) AS indexes
      FROM pg_catalog.pg_class c
      JOIN pg_catalog.pg_inherits h ON h.inhrelid = c.oid
      JOIN pg_catalog.pg_class p ON p.oid = h.inhparent
      JOIN pg_catalog.pg_namespace n ON n.oid = p.relnamespace
      WHERE c.oid = ANY (?) AND c.relispartition
      """;

  private PartitionReader() {}

  /** These tables with their partitions of every level and the tables they are partitions of. */
  static Set<Long> withFamilies(Connection connection, Collection<Long> tables)
      throws SQLException {
    Set<Long> all = new HashSet<>(tables);
    Array array = Rows.numbers(connection, tables);
    all.addAll(Rows.query(connection, FAMILY, row -> row.getLong("oid"), array, array));
    return all;
  }

  static Map<Long, Partitions> read(Connection connection, Array tables) throws SQLException {
    Map<Long, Strategy> strategies = new HashMap<>();
    Map<Long, List<KeyPart>> keys =
        Rows.byTable(
            connection,
            KEYS,
            row -> {
              strategies.put(row.getLong("oid"), strategy(row.getString("strategy")));
              return keyPart(row);
            },
            tables);
    Map<Long, List<Part>> parts =
        Rows.byTable(connection, PARTS, row -> new Part(name(row), row.getString("bound")), tables);
    Map<Long, List<Membership>> memberships =
        Rows.byTable(connection, MEMBERSHIPS, PartitionReader::membership, tables);
    Map<Long, Partitions> found = new HashMap<>();
    Set<Long> oids = new HashSet<>(keys.keySet());
    oids.addAll(memberships.keySet());
    for (long oid : oids) {
      found.put(
          oid,
          new Partitions(
              Optional.ofNullable(strategies.get(oid))
                  .map(s -> new Partitions.Key(s, keys.get(oid))),
              parts.getOrDefault(oid, List.of()),
              memberships.getOrDefault(oid, List.of()).stream().findFirst()));
    }
    return found;
  }

  private static KeyPart keyPart(ResultSet row) throws SQLException {
    Optional<String> column = Rows.text(row, "name");
    return new KeyPart(
        column,
        column.map(Identifiers::quote).orElse("(" + row.getString("expression") + ")"),
        Rows.text(row, "collation"),
        row.getString("type"),
        row.getBoolean("plain"));
  }

  private static Membership membership(ResultSet row) throws SQLException {
    return new Membership(
        name(row),
        row.getString("bound"),
        Rows.text(row, "condition"),
        Set.copyOf(Rows.strings(row, "indexes")),
        row.getBoolean("pending"));
  }

  private static TableName name(ResultSet row) throws SQLException {
    return new TableName(row.getString("schema"), row.getString("name"));
  }

  private static Strategy strategy(String partstrat) throws SQLException {
    return switch (partstrat) {
      case "r" -> Strategy.RANGE;
      case "l" -> Strategy.LIST;
      case "h" -> Strategy.HASH;
      default -> throw new SQLException("a partition key of unknown strategy " + partstrat);
    };
  }
}
