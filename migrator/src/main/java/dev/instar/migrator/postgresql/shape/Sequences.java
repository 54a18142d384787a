package dev.instar.migrator.postgresql.shape;

import dev.instar.migrator.postgresql.session.Queries;
import dev.instar.migrator.schema.Identifiers;
import dev.instar.migrator.schema.TableName;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Sequences of columns. A serial's sequence is an object of its own: it stays, and only its owner
 * changes. An identity's belongs to its column: the new column's goes on where the old one stands.
 */
final class Sequences {
  private Sequences() {}

  /**
   * Captures those of columns that the new shape has too. The sequence of a dropped column moves
   * away with the old table.
   */
  static Carried capture(Connection connection, Shape shape) throws SQLException {
    String query =
        """
        SELECT c.relname, a.attname, d.deptype::text, n.nspname,
               (SELECT s.relname
                  FROM pg_attribute b
                  LEFT JOIN pg_depend e
                    ON e.classid = 'pg_class'::regclass AND e.refclassid = 'pg_class'::regclass
                   AND e.refobjid = b.attrelid AND e.refobjsubid = b.attnum AND e.deptype = 'i'
                  LEFT JOIN pg_class s ON s.oid = e.objid AND s.relkind = 'S'
                 WHERE b.attrelid = ?::oid AND b.attname = a.attname AND b.attidentity <> '')
          FROM pg_depend d
          JOIN pg_class c ON c.oid = d.objid AND c.relkind = 'S'
          JOIN pg_namespace n ON n.oid = c.relnamespace
          JOIN pg_attribute a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
         WHERE d.classid = 'pg_class'::regclass AND d.refclassid = 'pg_class'::regclass
           AND d.refobjid = ?::oid AND d.refobjsubid > 0 AND d.deptype IN ('a', 'i')
         ORDER BY c.relname
        """;
    List<String> columns =
        Queries.texts(
            connection,
            """
            SELECT attname FROM pg_attribute
             WHERE attrelid = ?::oid AND attnum > 0 AND NOT attisdropped
            """,
            shape.shadowOid());
    List<String> dismantle = new ArrayList<>();
    List<String> assemble = new ArrayList<>();
    Queries.rows(
        connection,
        query,
        row -> {
          String sequence = quoted(row.getString(4), row.getString(1));
          String column = row.getString(2);
          if (row.getString(3).equals("i")) {
            if (row.getString(5) != null) {
              String successor = quoted(shape.shadow().schema(), row.getString(5));
              dismantle.add(
                  "SELECT pg_catalog.setval("
                      + literal(successor)
                      + "::pg_catalog.regclass, last_value, is_called) FROM "
                      + sequence);
            }
          } else if (columns.contains(column)) {
            dismantle.add("ALTER SEQUENCE " + sequence + " OWNED BY NONE");
            assemble.add(
                "ALTER SEQUENCE "
                    + sequence
                    + " OWNED BY "
                    + shape.source().quoted()
                    + "."
                    + Identifiers.quote(column));
          }
          return sequence;
        },
        shape.shadowOid(),
        shape.sourceOid());
    return new Carried(dismantle, assemble);
  }

  /** An ALTER SEQUENCE each that changes nothing, but takes ACCESS EXCLUSIVE. */
  static List<String> locks(Connection connection, long table) throws SQLException {
    return Queries.texts(
        connection,
        """
        SELECT format('ALTER SEQUENCE %I.%I OWNER TO %I', n.nspname, c.relname,
                      pg_get_userbyid(c.relowner))
          FROM pg_depend d
          JOIN pg_class c ON c.oid = d.objid AND c.relkind = 'S'
          JOIN pg_namespace n ON n.oid = c.relnamespace
         WHERE d.classid = 'pg_class'::regclass AND d.refclassid = 'pg_class'::regclass
           AND d.refobjid = ?::oid AND d.refobjsubid > 0 AND d.deptype IN ('a', 'i')
         ORDER BY c.relname
        """,
        table);
  }

  private static String quoted(String schema, String name) {
    return new TableName(schema, name).quoted();
  }

  private static String literal(String text) {
    return Identifiers.literal(text);
  }
}
