package dev.instar.migrator.postgresql.catalog;

import dev.instar.migrator.schema.Column;
import dev.instar.migrator.schema.Constraint;
import dev.instar.migrator.schema.Dependent;
import dev.instar.migrator.schema.IncomingKey;
import dev.instar.migrator.schema.Index;
import dev.instar.migrator.schema.Partitions;
import dev.instar.migrator.schema.Table;
import dev.instar.migrator.schema.Table.Trait;
import dev.instar.migrator.schema.TableName;
import dev.instar.migrator.schema.TableSize;
import dev.instar.migrator.schema.Trigger;
import java.sql.Array;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/** Reads tables with what hangs on them. */
final class TableReader {
  /** What a row takes where nobody has counted rows yet. */
  static final int GUESSED_ROW_BYTES = 100;

  /**
   * A table without a single page has no rows, whatever its TOAST relation's files take. A
   * partitioned table is as large as its partitions.
   */
  private static final String SQL =
      """
      SELECT c.oid::bigint AS oid, n.nspname::text AS schema, c.relname::text AS name,
             c.relkind::text AS kind, c.relpersistence::text AS persistence,
             c.relispartition AS partition,
             c.relispartition = false AND EXISTS (
               SELECT FROM pg_catalog.pg_inherits h WHERE h.inhrelid = c.oid) AS inherits,
             b.schemas AS child_schemas, b.names AS child_names,
             c.relrowsecurity AS row_security, c.relforcerowsecurity AS forced_row_security,
             c.reloftype <> 0 AS typed,
             EXISTS (
               SELECT FROM pg_catalog.pg_depend d
               WHERE d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass
                 AND d.objid = c.oid AND d.objsubid = 0 AND d.deptype = 'e') AS extension,
             c.relreplident::text AS replica_identity,
             pg_catalog.pg_get_userbyid(c.relowner)::text AS owner,
             z.rows, z.heap AS heap_bytes, z.indexes AS index_bytes
      FROM pg_catalog.pg_class c
      JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
      CROSS JOIN LATERAL (
        WITH RECURSIVE below AS (
          SELECT h.inhrelid FROM pg_catalog.pg_inherits h WHERE h.inhparent = c.oid
          UNION
          SELECT h.inhrelid FROM pg_catalog.pg_inherits h
          JOIN below ON h.inhparent = below.inhrelid)
        SELECT pg_catalog.array_agg(x.nspname::text ORDER BY k.oid) AS schemas,
               pg_catalog.array_agg(k.relname::text ORDER BY k.oid) AS names,
               pg_catalog.array_agg(k.oid) AS oids
        FROM below JOIN pg_catalog.pg_class k ON k.oid = below.inhrelid
        JOIN pg_catalog.pg_namespace x ON x.oid = k.relnamespace) AS b
      CROSS JOIN LATERAL (
        SELECT coalesce(pg_catalog.sum(CASE WHEN r.reltuples < 0 THEN s.main / %d
                                            ELSE r.reltuples END), 0)::bigint AS rows,
               coalesce(pg_catalog.sum(CASE WHEN s.main = 0 THEN 0
                          ELSE pg_catalog.pg_table_size(r.oid) END), 0)::bigint AS heap,
               coalesce(pg_catalog.sum(pg_catalog.pg_indexes_size(r.oid)), 0)::bigint AS indexes
        FROM pg_catalog.unnest(CASE c.relkind WHEN 'p' THEN b.oids ELSE ARRAY[c.oid] END) AS m(oid)
        JOIN pg_catalog.pg_class r ON r.oid = m.oid AND r.relkind <> 'p'
        CROSS JOIN LATERAL (SELECT coalesce(pg_catalog.pg_relation_size(r.oid), 0) AS main) AS s
        ) AS z
      WHERE c.oid = ANY (?)
      """
          .formatted(GUESSED_ROW_BYTES);

  private TableReader() {}

  static List<Table> read(Connection connection, Collection<Long> oids) throws SQLException {
    if (oids.isEmpty()) {
      return List.of();
    }
    Array tables = Rows.numbers(connection, oids);
    Map<Long, List<Column>> columns = ColumnReader.read(connection, tables);
    Map<Long, List<Index>> indexes = IndexReader.read(connection, tables);
    Map<Long, List<Constraint>> constraints = ConstraintReader.constraints(connection, tables);
    Map<Long, List<IncomingKey>> incoming = ConstraintReader.incoming(connection, tables);
    Map<Long, List<Trigger>> triggers = DependentReader.triggers(connection, tables);
    Map<Long, List<Dependent>> dependents = DependentReader.dependents(connection, tables);
    Map<Long, Partitions> partitions = PartitionReader.read(connection, tables);
    return Rows.query(
        connection,
        SQL,
        row -> {
          long oid = row.getLong("oid");
          return new Table(
              new TableName(row.getString("schema"), row.getString("name")),
              oid,
              kind(row.getString("kind")),
              persistence(row.getString("persistence")),
              traits(row),
              columns.getOrDefault(oid, List.of()),
              indexes.getOrDefault(oid, List.of()),
              constraints.getOrDefault(oid, List.of()),
              incoming.getOrDefault(oid, List.of()),
              triggers.getOrDefault(oid, List.of()),
              dependents.getOrDefault(oid, List.of()),
              replicaIdentity(row.getString("replica_identity")),
              children(row),
              partitions.getOrDefault(oid, Partitions.NONE),
              row.getString("owner"),
              Optional.of(size(row)));
        },
        tables);
  }

  private static List<TableName> children(ResultSet row) throws SQLException {
    List<String> schemas = Rows.strings(row, "child_schemas");
    List<String> names = Rows.strings(row, "child_names");
    return IntStream.range(0, names.size())
        .mapToObj(i -> new TableName(schemas.get(i), names.get(i)))
        .toList();
  }

  static TableSize size(ResultSet row) throws SQLException {
    return new TableSize(
        row.getLong("rows"), row.getLong("heap_bytes"), row.getLong("index_bytes"));
  }

  private static Table.Kind kind(String relkind) {
    return switch (relkind) {
      case "r" -> Table.Kind.TABLE;
      case "p" -> Table.Kind.PARTITIONED;
      case "f" -> Table.Kind.FOREIGN;
      case "v" -> Table.Kind.VIEW;
      case "m" -> Table.Kind.MATERIALIZED_VIEW;
      default -> Table.Kind.OTHER;
    };
  }

  private static Table.Persistence persistence(String relpersistence) {
    return switch (relpersistence) {
      case "u" -> Table.Persistence.UNLOGGED;
      case "t" -> Table.Persistence.TEMPORARY;
      default -> Table.Persistence.PERMANENT;
    };
  }

  private static Table.ReplicaIdentity replicaIdentity(String relreplident) {
    return switch (relreplident) {
      case "f" -> Table.ReplicaIdentity.FULL;
      case "n" -> Table.ReplicaIdentity.NOTHING;
      case "i" -> Table.ReplicaIdentity.INDEX;
      default -> Table.ReplicaIdentity.DEFAULT;
    };
  }

  private static Set<Trait> traits(ResultSet row) throws SQLException {
    Set<Trait> traits = EnumSet.noneOf(Trait.class);
    add(traits, Trait.PARTITION, row.getBoolean("partition"));
    add(traits, Trait.INHERITS, row.getBoolean("inherits"));
    add(traits, Trait.ROW_SECURITY, row.getBoolean("row_security"));
    add(traits, Trait.FORCED_ROW_SECURITY, row.getBoolean("forced_row_security"));
    add(traits, Trait.TYPED, row.getBoolean("typed"));
    add(traits, Trait.EXTENSION_MEMBER, row.getBoolean("extension"));
    return traits;
  }

  private static void add(Set<Trait> traits, Trait trait, boolean has) {
    if (has) {
      traits.add(trait);
    }
  }
}
