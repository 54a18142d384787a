package dev.instar.migrator.postgresql.catalog;

import dev.instar.migrator.schema.Index;
import java.sql.Array;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/** Reads the indexes of tables. */
final class IndexReader {
  /** NULLS NOT DISTINCT came with PostgreSQL 15, hence the way over JSON. */
  private static final String SQL =
      """
      SELECT i.indrelid::bigint AS oid, c.relname::text AS name,
             pg_catalog.pg_get_indexdef(i.indexrelid) AS definition,
             m.amname::text AS method, i.indisunique AS is_unique,
             i.indisvalid AND i.indisready AND i.indislive AS valid, i.indimmediate AS immediate,
             ARRAY(
               SELECT a.attname::text
               FROM pg_catalog.unnest(i.indkey) WITH ORDINALITY AS k(attnum, ord)
               LEFT JOIN pg_catalog.pg_attribute a
                 ON a.attrelid = i.indrelid AND a.attnum = k.attnum AND k.attnum <> 0
               WHERE k.ord <= i.indnkeyatts ORDER BY k.ord) AS keys,
             ARRAY(
               SELECT a.attname::text
               FROM pg_catalog.unnest(i.indkey) WITH ORDINALITY AS k(attnum, ord)
               JOIN pg_catalog.pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.attnum
               WHERE k.ord > i.indnkeyatts ORDER BY k.ord) AS include,
             ARRAY(
               SELECT a.attname::text
               FROM pg_catalog.pg_attribute a
               WHERE a.attrelid = i.indrelid AND a.attnum > 0
                 AND (a.attnum = ANY (i.indkey) OR EXISTS (
                   SELECT FROM pg_catalog.pg_depend d
                   WHERE d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass
                     AND d.objid = i.indexrelid
                     AND d.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass
                     AND d.refobjid = i.indrelid AND d.refobjsubid = a.attnum))
               ORDER BY a.attnum) AS columns,
             pg_catalog.pg_get_expr(i.indpred, i.indrelid) AS predicate,
             coalesce((pg_catalog.to_jsonb(i) ->> 'indnullsnotdistinct')::boolean, false)
               AS nulls_not_distinct,
             NOT EXISTS (
               SELECT FROM pg_catalog.unnest(i.indoption) AS o(bits) WHERE o.bits <> 0)
             AND NOT EXISTS (
               SELECT FROM pg_catalog.unnest(i.indclass) AS o(class)
               JOIN pg_catalog.pg_opclass p ON p.oid = o.class WHERE NOT p.opcdefault)
             AND NOT EXISTS (
               SELECT
               FROM ROWS FROM (pg_catalog.unnest(i.indkey), pg_catalog.unnest(i.indcollation))
                    AS k(attnum, coll)
               JOIN pg_catalog.pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.attnum
               WHERE k.coll NOT IN (0, a.attcollation)) AS plain_keys,
             i.indisreplident AS replica_identity,
             n.conname::text AS constraint_name,
             pg_catalog.pg_relation_size(i.indexrelid) AS bytes
      FROM pg_catalog.pg_index i
      JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid
      JOIN pg_catalog.pg_am m ON m.oid = c.relam
      LEFT JOIN pg_catalog.pg_constraint n
        ON n.conindid = i.indexrelid AND n.conrelid = i.indrelid AND n.contype IN ('p', 'u', 'x')
      WHERE i.indrelid = ANY (?)
      ORDER BY i.indrelid, i.indexrelid
      """;

  private IndexReader() {}

  static Map<Long, List<Index>> read(Connection connection, Array tables) throws SQLException {
    return Rows.byTable(connection, SQL, IndexReader::index, tables);
  }

  private static Index index(ResultSet row) throws SQLException {
    return new Index(
        row.getString("name"),
        row.getString("definition"),
        row.getString("method"),
        row.getBoolean("is_unique"),
        row.getBoolean("valid"),
        row.getBoolean("immediate"),
        Rows.optionals(row, "keys"),
        Rows.strings(row, "include"),
        Rows.strings(row, "columns"),
        Rows.text(row, "predicate"),
        row.getBoolean("nulls_not_distinct"),
        row.getBoolean("plain_keys"),
        row.getBoolean("replica_identity"),
        Rows.text(row, "constraint_name"),
        row.getLong("bytes"));
  }
}
