package dev.instar.migrator.postgresql.catalog;

import dev.instar.migrator.schema.Column;
import dev.instar.migrator.schema.Column.Nullability;
import dev.instar.migrator.schema.Column.OwnedSequence;
import dev.instar.migrator.schema.TableName;
import java.sql.Array;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the columns of tables. */
final class ColumnReader {
  /** Not-null constraints (contype n) have a row of their own from PostgreSQL 18 on. */
  private static final String SQL =
      """
      SELECT a.attrelid::bigint AS oid, a.attname::text AS name,
      """
          + TypeSql.COLUMNS.formatted("a.atttypmod")
          + """
              ,
                 CASE WHEN a.attcollation NOT IN (0, t.typcollation) THEN (
                   SELECT CASE n.nspname WHEN 'pg_catalog' THEN '' ELSE n.nspname || '.' END || l.collname
                   FROM pg_catalog.pg_collation l
                   JOIN pg_catalog.pg_namespace n ON n.oid = l.collnamespace
                   WHERE l.oid = a.attcollation) END AS collation,
                 a.attnotnull AS not_null,
                 k.conname::text AS not_null_constraint,
                 coalesce(k.convalidated, true) AS not_null_valid,
                 CASE WHEN a.attgenerated = '' THEN pg_catalog.pg_get_expr(f.adbin, f.adrelid) END
                   AS default_expression,
                 a.attidentity::text AS identity, a.attgenerated::text AS generated,
                 s.schema AS sequence_schema, s.name AS sequence_name, s.type AS sequence_type,
                 CASE WHEN a.attstattarget >= 0 THEN a.attstattarget END AS statistics
          FROM pg_catalog.pg_attribute a
          JOIN pg_catalog.pg_type t ON t.oid = a.atttypid
          """
          + TypeSql.BELOW_DOMAIN
          + """
          LEFT JOIN pg_catalog.pg_attrdef f ON f.adrelid = a.attrelid AND f.adnum = a.attnum
          LEFT JOIN pg_catalog.pg_constraint k
            ON k.conrelid = a.attrelid AND k.contype = 'n' AND k.conkey = ARRAY[a.attnum]
          LEFT JOIN LATERAL (
            SELECT n.nspname::text AS schema, c.relname::text AS name,
                   pg_catalog.format_type(q.seqtypid, NULL) AS type
            FROM pg_catalog.pg_depend o
            JOIN pg_catalog.pg_class c ON c.oid = o.objid AND c.relkind = 'S'
            JOIN pg_catalog.pg_sequence q ON q.seqrelid = c.oid
            JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            WHERE o.classid = 'pg_catalog.pg_class'::pg_catalog.regclass
              AND o.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass
              AND o.refobjid = a.attrelid AND o.refobjsubid = a.attnum AND o.deptype IN ('a', 'i')
            ORDER BY c.oid LIMIT 1) AS s ON true
          WHERE a.attrelid = ANY (?) AND a.attnum > 0 AND NOT a.attisdropped
          ORDER BY a.attrelid, a.attnum
          """;

  private ColumnReader() {}

  static Map<Long, List<Column>> read(Connection connection, Array tables) throws SQLException {
    return Rows.byTable(connection, SQL, ColumnReader::column, tables);
  }

  private static Column column(ResultSet row) throws SQLException {
    return new Column(
        row.getString("name"),
        TypeSql.type(row),
        Rows.text(row, "collation"),
        nullability(row),
        Rows.text(row, "not_null_constraint"),
        Rows.text(row, "default_expression"),
        switch (row.getString("identity")) {
          case "a" -> Column.Identity.ALWAYS;
          case "d" -> Column.Identity.BY_DEFAULT;
          default -> Column.Identity.NONE;
        },
        switch (row.getString("generated")) {
          case "s" -> Column.Generated.STORED;
          case "v" -> Column.Generated.VIRTUAL;
          default -> Column.Generated.NO;
        },
        sequence(row),
        statistics(row));
  }

  private static Nullability nullability(ResultSet row) throws SQLException {
    if (!row.getBoolean("not_null")) {
      return Nullability.NULLABLE;
    }
    return row.getBoolean("not_null_valid") ? Nullability.NOT_NULL : Nullability.NOT_VALID;
  }

  private static Optional<OwnedSequence> sequence(ResultSet row) throws SQLException {
    String schema = row.getString("sequence_schema");
    return schema == null
        ? Optional.empty()
        : Optional.of(
            new OwnedSequence(
                new TableName(schema, row.getString("sequence_name")),
                row.getString("sequence_type")));
  }

  private static Optional<Integer> statistics(ResultSet row) throws SQLException {
    int target = row.getInt("statistics");
    return row.wasNull() ? Optional.empty() : Optional.of(target);
  }
}
