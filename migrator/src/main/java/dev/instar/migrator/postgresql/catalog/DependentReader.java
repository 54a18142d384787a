package dev.instar.migrator.postgresql.catalog;

import dev.instar.migrator.schema.Dependent;
import dev.instar.migrator.schema.Trigger;
import java.sql.Array;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/** Reads the triggers of tables, and what else the server knows to use them. */
final class DependentReader {
  /** A trigger depends on the columns of its UPDATE OF and of its WHEN. */
  private static final String TRIGGERS =
      """
      SELECT t.tgrelid::bigint AS oid, t.tgname::text AS name, t.tgenabled::text AS enabled,
             pg_catalog.pg_get_triggerdef(t.oid) AS definition,
             ARRAY(
               SELECT a.attname::text
               FROM pg_catalog.pg_attribute a
               WHERE a.attrelid = t.tgrelid AND a.attnum > 0
                 AND (a.attnum = ANY (t.tgattr) OR EXISTS (
                   SELECT FROM pg_catalog.pg_depend d
                   WHERE d.classid = 'pg_catalog.pg_trigger'::pg_catalog.regclass
                     AND d.objid = t.oid AND d.refobjid = t.tgrelid
                     AND d.refobjsubid = a.attnum))
               ORDER BY a.attnum) AS columns
      FROM pg_catalog.pg_trigger t
      WHERE t.tgrelid = ANY (?) AND NOT t.tgisinternal
      ORDER BY t.tgrelid, t.tgname
      """;

  /**
   * By the catalog that a dependent is in. Names come qualified, as the search_path is pinned. A
   * policy can be another table's that looks into this one; so can a rule.
   */
  private static final String DEPENDENTS =
      """
      WITH used AS (
        SELECT d.refobjid AS relation, d.refobjsubid AS attnum, d.classid, d.objid, d.objsubid
        FROM pg_catalog.pg_depend d
        WHERE d.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.refobjid = ANY (?)
        UNION
        SELECT c.oid, 0, d.classid, d.objid, 0
        FROM pg_catalog.pg_class c
        JOIN pg_catalog.pg_type t ON t.oid = c.reltype
        JOIN pg_catalog.pg_depend d
          ON d.refclassid = 'pg_catalog.pg_type'::pg_catalog.regclass
         AND d.refobjid IN (t.oid, t.typarray) AND d.deptype IN ('n', 'a')
        WHERE c.oid = ANY (?) AND d.classid <> 'pg_catalog.pg_type'::pg_catalog.regclass),
      named AS (
        SELECT u.relation, u.attnum,
               CASE WHEN v.relkind = 'v' AND r.rulename = '_RETURN' THEN 'VIEW'
                    WHEN v.relkind = 'm' THEN 'MATERIALIZED_VIEW' ELSE 'RULE' END AS kind,
               v.oid::pg_catalog.regclass::text AS name
        FROM used u
        JOIN pg_catalog.pg_rewrite r
          ON u.classid = 'pg_catalog.pg_rewrite'::pg_catalog.regclass AND r.oid = u.objid
        JOIN pg_catalog.pg_class v ON v.oid = r.ev_class AND v.oid <> u.relation
        UNION ALL
        SELECT u.relation, u.attnum, 'POLICY', p.polname::text
        FROM used u
        JOIN pg_catalog.pg_policy p
          ON u.classid = 'pg_catalog.pg_policy'::pg_catalog.regclass AND p.oid = u.objid
        UNION ALL
        SELECT u.relation, u.attnum,
               CASE WHEN t.oid IS NULL THEN 'FUNCTION' ELSE 'ROW_TYPE' END,
               f.oid::pg_catalog.regprocedure::text
        FROM used u
        JOIN pg_catalog.pg_proc f
          ON u.classid = 'pg_catalog.pg_proc'::pg_catalog.regclass AND f.oid = u.objid
        JOIN pg_catalog.pg_class c ON c.oid = u.relation
        LEFT JOIN pg_catalog.pg_type t
          ON t.oid = c.reltype AND (f.prorettype IN (t.oid, t.typarray)
             OR t.oid = ANY (f.proargtypes) OR t.typarray = ANY (f.proargtypes))
        UNION ALL
        SELECT u.relation, u.attnum, 'ROW_TYPE', c.oid::pg_catalog.regclass::text
        FROM used u
        JOIN pg_catalog.pg_class c
          ON u.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND c.oid = u.objid
         AND c.oid <> u.relation AND c.relkind IN ('r', 'p', 'm', 'c')
        JOIN pg_catalog.pg_class o ON o.oid = u.relation
        WHERE EXISTS (
          SELECT FROM pg_catalog.pg_attribute a
          JOIN pg_catalog.pg_type t ON t.oid = o.reltype
          WHERE a.attrelid = c.oid AND a.atttypid IN (t.oid, t.typarray))
        UNION ALL
        SELECT u.relation, u.attnum, 'GENERATED_COLUMN', a.attname::text
        FROM used u
        JOIN pg_catalog.pg_attrdef f
          ON u.classid = 'pg_catalog.pg_attrdef'::pg_catalog.regclass AND f.oid = u.objid
        JOIN pg_catalog.pg_attribute a
          ON a.attrelid = f.adrelid AND a.attnum = f.adnum AND a.attgenerated <> ''
        WHERE f.adrelid <> u.relation OR f.adnum <> u.attnum
        UNION ALL
        -- Up to PostgreSQL 14 it is the column itself that depends, not its expression.
        SELECT u.relation, u.attnum, 'GENERATED_COLUMN', a.attname::text
        FROM used u
        JOIN pg_catalog.pg_attribute a
          ON u.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND u.objid = u.relation
         AND a.attrelid = u.objid AND a.attnum = u.objsubid AND a.attgenerated <> ''
        UNION ALL
        SELECT u.relation, u.attnum, 'STATISTICS', s.stxname::text
        FROM used u
        JOIN pg_catalog.pg_statistic_ext s
          ON u.classid = 'pg_catalog.pg_statistic_ext'::pg_catalog.regclass AND s.oid = u.objid
        UNION ALL
        SELECT p.prrelid, 0, 'PUBLICATION', b.pubname::text
        FROM pg_catalog.pg_publication_rel p
        JOIN pg_catalog.pg_publication b ON b.oid = p.prpubid
        WHERE p.prrelid = ANY (?)
        UNION ALL
        SELECT c.oid, 0, 'PUBLICATION', b.pubname::text
        FROM pg_catalog.pg_publication b
        JOIN pg_catalog.pg_class c ON c.oid = ANY (?)
        WHERE b.puballtables)
      SELECT n.relation::bigint AS oid, n.kind, n.name,
             pg_catalog.array_remove(
               pg_catalog.array_agg(DISTINCT a.attname::text), NULL) AS columns
      FROM named n
      LEFT JOIN pg_catalog.pg_attribute a
        ON a.attrelid = n.relation AND a.attnum = n.attnum AND n.attnum > 0
      GROUP BY n.relation, n.kind, n.name
      ORDER BY n.relation, n.kind, n.name
      """;

  private DependentReader() {}

  static Map<Long, List<Trigger>> triggers(Connection connection, Array tables)
      throws SQLException {
    return Rows.byTable(
        connection,
        TRIGGERS,
        row ->
            new Trigger(
                row.getString("name"),
                Rows.strings(row, "columns"),
                mode(row.getString("enabled")),
                row.getString("definition")),
        tables);
  }

  private static Trigger.Mode mode(String tgenabled) {
    return switch (tgenabled) {
      case "D" -> Trigger.Mode.DISABLE;
      case "R" -> Trigger.Mode.ENABLE_REPLICA;
      case "A" -> Trigger.Mode.ENABLE_ALWAYS;
      default -> Trigger.Mode.ENABLE;
    };
  }

  static Map<Long, List<Dependent>> dependents(Connection connection, Array tables)
      throws SQLException {
    return Rows.byTable(
        connection,
        DEPENDENTS,
        row ->
            new Dependent(
                Dependent.Kind.valueOf(row.getString("kind")),
                row.getString("name"),
                Rows.strings(row, "columns")),
        tables,
        tables,
        tables,
        tables);
  }
}
