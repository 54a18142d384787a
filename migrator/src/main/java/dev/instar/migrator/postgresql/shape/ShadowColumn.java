package dev.instar.migrator.postgresql.shape;

import dev.instar.migrator.postgresql.session.Queries;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * A live column of a table.
 *
 * @param number its attnum; a column keeps it as long as it lives
 * @param type as {@code format_type} prints it
 * @param typeName the type without modifiers, as {@code regtype} prints it
 * @param modified whether the type has modifiers, as {@code varchar(5)} does
 * @param collation qualified and quoted; empty if it has none
 * @param expression the default, or what it is generated from; empty if there is none
 * @param identity empty, {@code a} for ALWAYS, {@code d} for BY DEFAULT
 * @param generated empty, {@code s} for stored, {@code v} for virtual
 */
record ShadowColumn(
    int number,
    String name,
    String type,
    String typeName,
    boolean modified,
    String collation,
    boolean deterministic,
    boolean byteOrder,
    boolean notNull,
    String expression,
    String identity,
    String generated) {

  static List<ShadowColumn> of(Connection connection, long table) throws SQLException {
    return Queries.rows(
        connection,
        """
        SELECT a.attnum, a.attname, format_type(a.atttypid, a.atttypmod), a.atttypid::regtype::text,
               a.atttypmod <> -1,
               CASE WHEN l.oid IS NULL THEN '' ELSE l.oid::regcollation::text END,
               coalesce(l.collisdeterministic, true),
               coalesce((CASE WHEN l.collname = 'default'
                              THEN (SELECT datcollate FROM pg_database
                                     WHERE datname = current_database())
                              ELSE coalesce(l.collcollate, '') END) IN ('C', 'POSIX')
                        AND l.collprovider IN ('c', 'd')
                        AND getdatabaseencoding() = 'UTF8', false),
               a.attnotnull, coalesce(pg_get_expr(d.adbin, d.adrelid), ''),
               a.attidentity::text, a.attgenerated::text
          FROM pg_attribute a
          LEFT JOIN pg_collation l ON l.oid = a.attcollation
          LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
         WHERE a.attrelid = ?::oid AND a.attnum > 0 AND NOT a.attisdropped
         ORDER BY a.attnum
        """,
        row ->
            new ShadowColumn(
                row.getInt(1),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                row.getBoolean(5),
                row.getString(6),
                row.getBoolean(7),
                row.getBoolean(8),
                row.getBoolean(9),
                row.getString(10),
                row.getString(11),
                row.getString(12)),
        table);
  }
}
