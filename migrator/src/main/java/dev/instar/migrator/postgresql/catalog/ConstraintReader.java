package dev.instar.migrator.postgresql.catalog;

import dev.instar.migrator.schema.Constraint;
import dev.instar.migrator.schema.IncomingKey;
import dev.instar.migrator.schema.TableName;
import java.sql.Array;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the constraints of tables, and the foreign keys that refer to them. */
final class ConstraintReader {
  /** Not-null constraints are their columns'. NOT ENFORCED came with PostgreSQL 18. */
  private static final String CONSTRAINTS =
      """
      SELECT k.conrelid::bigint AS oid, k.conname::text AS name, k.contype::text AS type,
             pg_catalog.pg_get_constraintdef(k.oid) AS definition,
             k.convalidated AS validated,
             coalesce((pg_catalog.to_jsonb(k) ->> 'conenforced')::boolean, true) AS enforced,
             k.condeferrable AS is_deferrable,
             ARRAY(
               SELECT a.attname::text
               FROM pg_catalog.unnest(k.conkey) WITH ORDINALITY AS c(attnum, ord)
               JOIN pg_catalog.pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = c.attnum
               ORDER BY c.ord) AS columns,
             n.nspname::text AS referenced_schema, r.relname::text AS referenced_name,
             ARRAY(
               SELECT a.attname::text
               FROM pg_catalog.unnest(k.confkey) WITH ORDINALITY AS c(attnum, ord)
               JOIN pg_catalog.pg_attribute a ON a.attrelid = k.confrelid AND a.attnum = c.attnum
               ORDER BY c.ord) AS referenced_columns
      FROM pg_catalog.pg_constraint k
      LEFT JOIN pg_catalog.pg_class r ON r.oid = k.confrelid
      LEFT JOIN pg_catalog.pg_namespace n ON n.oid = r.relnamespace
      WHERE k.conrelid = ANY (?) AND k.contype <> 'n'
      ORDER BY k.conrelid, k.oid
      """;

  private static final String INCOMING =
      """
      SELECT k.confrelid::bigint AS oid, n.nspname::text AS schema, c.relname::text AS child,
             k.conname::text AS name,
             ARRAY(
               SELECT a.attname::text
               FROM pg_catalog.unnest(k.conkey) WITH ORDINALITY AS r(attnum, ord)
               JOIN pg_catalog.pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = r.attnum
               ORDER BY r.ord) AS referring,
             EXISTS (
               SELECT FROM pg_catalog.pg_index x
               WHERE x.indrelid = k.conrelid AND x.indisvalid AND x.indpred IS NULL
                 AND x.indnkeyatts >= pg_catalog.cardinality(k.conkey)
                 AND NOT EXISTS (
                   SELECT FROM pg_catalog.unnest(x.indkey) WITH ORDINALITY AS p(attnum, ord)
                   WHERE p.ord <= pg_catalog.cardinality(k.conkey)
                     AND NOT p.attnum = ANY (k.conkey))) AS indexed,
             ARRAY(
               SELECT a.attname::text
               FROM pg_catalog.unnest(k.confkey) WITH ORDINALITY AS f(attnum, ord)
               JOIN pg_catalog.pg_attribute a ON a.attrelid = k.confrelid AND a.attnum = f.attnum
               ORDER BY f.ord) AS columns,
             i.relname::text AS index, k.confdeltype::text AS on_delete,
             k.confupdtype::text AS on_update
      FROM pg_catalog.pg_constraint k
      JOIN pg_catalog.pg_class c ON c.oid = k.conrelid
      JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
      JOIN pg_catalog.pg_class i ON i.oid = k.conindid
      WHERE k.confrelid = ANY (?) AND k.contype = 'f' AND k.conparentid = 0
      ORDER BY k.confrelid, n.nspname, c.relname, k.conname
      """;

  private ConstraintReader() {}

  static Map<Long, List<Constraint>> constraints(Connection connection, Array tables)
      throws SQLException {
    return Rows.byTable(connection, CONSTRAINTS, ConstraintReader::constraint, tables);
  }

  static Map<Long, List<IncomingKey>> incoming(Connection connection, Array tables)
      throws SQLException {
    return Rows.byTable(
        connection,
        INCOMING,
        row ->
            new IncomingKey(
                new TableName(row.getString("schema"), row.getString("child")),
                row.getString("name"),
                Rows.strings(row, "referring"),
                row.getBoolean("indexed"),
                Rows.strings(row, "columns"),
                row.getString("index"),
                action(row.getString("on_delete")),
                action(row.getString("on_update"))),
        tables);
  }

  private static String action(String letter) throws SQLException {
    return switch (letter) {
      case "a" -> "NO ACTION";
      case "r" -> "RESTRICT";
      case "c" -> "CASCADE";
      case "n" -> "SET NULL";
      case "d" -> "SET DEFAULT";
      default -> throw new SQLException("a foreign key of unknown action " + letter);
    };
  }

  private static Constraint constraint(ResultSet row) throws SQLException {
    String schema = row.getString("referenced_schema");
    return new Constraint(
        row.getString("name"),
        type(row.getString("type")),
        row.getString("definition"),
        row.getBoolean("validated"),
        row.getBoolean("enforced"),
        row.getBoolean("is_deferrable"),
        Rows.strings(row, "columns"),
        schema == null
            ? Optional.empty()
            : Optional.of(
                new Constraint.Reference(
                    new TableName(schema, row.getString("referenced_name")),
                    Rows.strings(row, "referenced_columns"))));
  }

  private static Constraint.Type type(String contype) throws SQLException {
    return switch (contype) {
      case "c" -> Constraint.Type.CHECK;
      case "p" -> Constraint.Type.PRIMARY_KEY;
      case "u" -> Constraint.Type.UNIQUE;
      case "f" -> Constraint.Type.FOREIGN_KEY;
      case "x" -> Constraint.Type.EXCLUDE;
      case "t" -> Constraint.Type.TRIGGER;
      default -> throw new SQLException("a constraint of unknown type " + contype);
    };
  }
}
