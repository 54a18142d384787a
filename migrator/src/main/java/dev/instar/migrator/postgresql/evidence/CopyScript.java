package dev.instar.migrator.postgresql.evidence;

import dev.instar.migrator.postgresql.session.Queries;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The statements that make a neighbourhood anew, in their order: as a dump has them, without what
 * shows in no lock and no work (privileges, comments, options, statistics). All names in them are
 * qualified. Only the catalog is read for it.
 */
final class CopyScript {
  private static final String SEQUENCES =
      """
      SELECT format('CREATE SEQUENCE %I.%I AS %s', n.nspname, c.relname,
                    format_type(s.seqtypid, NULL))
      FROM pg_sequence s
      JOIN pg_class c ON c.oid = s.seqrelid
      JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE c.oid = ANY (?) AND NOT EXISTS (
        SELECT FROM pg_depend d
        WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'i')
      ORDER BY c.oid
      """;

  /** What is NOT NULL by a constraint that has a row of its own (from 18 on) gets that later. */
  private static final String TABLES =
      """
      SELECT format('CREATE TABLE %I.%I (%s)%s%s', n.nspname, c.relname,
               (SELECT string_agg(
                         format('%I %s', a.attname, format_type(a.atttypid, a.atttypmod))
                         || CASE WHEN a.attcollation NOT IN (0, t.typcollation)
                                 THEN ' COLLATE ' || a.attcollation::regcollation::text
                                 ELSE '' END
                         || CASE WHEN d.oid IS NULL THEN ''
                                 WHEN a.attgenerated = ''
                                 THEN ' DEFAULT ' || pg_get_expr(d.adbin, d.adrelid)
                                 ELSE ' GENERATED ALWAYS AS (' || pg_get_expr(d.adbin, d.adrelid)
                                      || CASE a.attgenerated WHEN 's' THEN ') STORED'
                                                             ELSE ') VIRTUAL' END END
                         || CASE WHEN a.attnotnull AND NOT EXISTS (
                                   SELECT FROM pg_constraint k
                                   WHERE k.conrelid = c.oid AND k.contype = 'n'
                                     AND k.conkey = ARRAY[a.attnum])
                                 THEN ' NOT NULL' ELSE '' END,
                         ', ' ORDER BY a.attnum)
                FROM pg_attribute a
                JOIN pg_type t ON t.oid = a.atttypid
                LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
                WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped),
               CASE WHEN c.relkind = 'p'
                    THEN ' PARTITION BY ' || pg_get_partkeydef(c.oid) ELSE '' END,
               CASE WHEN c.relkind = 'r' AND m.amname <> 'heap'
                    THEN ' USING ' || quote_ident(m.amname) ELSE '' END)
      FROM pg_class c
      JOIN pg_namespace n ON n.oid = c.relnamespace
      LEFT JOIN pg_am m ON m.oid = c.relam
      WHERE c.oid = ANY (?)
      ORDER BY c.oid
      """;

  private static final String OWNERS =
      """
      SELECT format('ALTER SEQUENCE %I.%I OWNED BY %I.%I.%I', sn.nspname, s.relname, n.nspname,
                    c.relname, a.attname)
      FROM pg_depend d
      JOIN pg_class s ON s.oid = d.objid AND s.relkind = 'S'
      JOIN pg_namespace sn ON sn.oid = s.relnamespace
      JOIN pg_class c ON c.oid = d.refobjid
      JOIN pg_namespace n ON n.oid = c.relnamespace
      JOIN pg_attribute a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
      WHERE d.classid = 'pg_class'::regclass AND d.refclassid = d.classid AND d.deptype = 'a'
        AND d.refobjid = ANY (?)
      ORDER BY s.oid
      """;

  private static final String ROW_CONSTRAINTS =
      """
      SELECT format('ALTER TABLE %I.%I ADD CONSTRAINT %I %s', n.nspname, c.relname, k.conname,
                    pg_get_constraintdef(k.oid))
      FROM pg_constraint k
      JOIN pg_class c ON c.oid = k.conrelid
      JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE k.contype IN ('n', 'c') AND k.conrelid = ANY (?)
      ORDER BY k.oid
      """;

  private static final String IDENTITIES =
      """
      SELECT format('ALTER TABLE %I.%I ALTER COLUMN %I ADD GENERATED %s AS IDENTITY'
                    ' (SEQUENCE NAME %I.%I)', n.nspname, c.relname, a.attname,
                    CASE a.attidentity WHEN 'a' THEN 'ALWAYS' ELSE 'BY DEFAULT' END,
                    sn.nspname, s.relname)
      FROM pg_depend d
      JOIN pg_class s ON s.oid = d.objid AND s.relkind = 'S'
      JOIN pg_namespace sn ON sn.oid = s.relnamespace
      JOIN pg_class c ON c.oid = d.refobjid
      JOIN pg_namespace n ON n.oid = c.relnamespace
      JOIN pg_attribute a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
      WHERE d.classid = 'pg_class'::regclass AND d.refclassid = d.classid AND d.deptype = 'i'
        AND d.refobjid = ANY (?)
      ORDER BY s.oid
      """;

  private static final String FAMILIES =
      """
      SELECT CASE WHEN c.relispartition
                  THEN format('ALTER TABLE %I.%I ATTACH PARTITION %I.%I %s', pn.nspname, p.relname,
                              n.nspname, c.relname, pg_get_expr(c.relpartbound, c.oid))
                  ELSE format('ALTER TABLE %I.%I INHERIT %I.%I', n.nspname, c.relname, pn.nspname,
                              p.relname) END
      FROM pg_inherits h
      JOIN pg_class c ON c.oid = h.inhrelid
      JOIN pg_namespace n ON n.oid = c.relnamespace
      JOIN pg_class p ON p.oid = h.inhparent
      JOIN pg_namespace pn ON pn.oid = p.relnamespace
      WHERE h.inhrelid = ANY (?) AND h.inhparent = ANY (?)
      ORDER BY h.inhrelid, h.inhseqno
      """;

  private static final String INDEXES =
      """
      SELECT CASE WHEN k.oid IS NULL THEN pg_get_indexdef(i.indexrelid)
                  ELSE format('ALTER TABLE ONLY %I.%I ADD CONSTRAINT %I %s', n.nspname, c.relname,
                              k.conname, pg_get_constraintdef(k.oid)) END
      FROM pg_index i
      JOIN pg_class c ON c.oid = i.indrelid
      JOIN pg_namespace n ON n.oid = c.relnamespace
      LEFT JOIN pg_constraint k
        ON k.conindid = i.indexrelid AND k.conrelid = i.indrelid AND k.contype IN ('p', 'u', 'x')
      WHERE i.indrelid = ANY (?)
      ORDER BY i.indexrelid
      """;

  private static final String INDEX_FAMILIES =
      """
      SELECT format('ALTER INDEX %I.%I ATTACH PARTITION %I.%I', pn.nspname, p.relname, n.nspname,
                    c.relname)
      FROM pg_inherits h
      JOIN pg_index i ON i.indexrelid = h.inhrelid
      JOIN pg_index j ON j.indexrelid = h.inhparent
      JOIN pg_class c ON c.oid = h.inhrelid
      JOIN pg_namespace n ON n.oid = c.relnamespace
      JOIN pg_class p ON p.oid = h.inhparent
      JOIN pg_namespace pn ON pn.oid = p.relnamespace
      WHERE i.indrelid = ANY (?) AND j.indrelid = ANY (?)
      ORDER BY h.inhrelid DESC
      """;

  /** A partition's part of its parent's key comes with that. */
  private static final String FOREIGN_KEYS =
      """
      SELECT format('ALTER TABLE %I.%I ADD CONSTRAINT %I %s', n.nspname, c.relname, k.conname,
                    pg_get_constraintdef(k.oid))
      FROM pg_constraint k
      JOIN pg_class c ON c.oid = k.conrelid
      JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE k.contype = 'f' AND k.conparentid = 0 AND k.conrelid = ANY (?) AND k.confrelid = ANY (?)
      ORDER BY k.oid
      """;

  /** A materialized view cannot be temporary; what depends on its columns is the same. */
  private static final String VIEWS =
      """
      SELECT format('CREATE VIEW %I.%I AS %s', n.nspname, c.relname,
                    rtrim(pg_get_viewdef(c.oid), ';'))
      FROM pg_class c
      JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE c.oid = ANY (?)
      ORDER BY c.oid
      """;

  private static final String TRIGGERS =
      """
      SELECT pg_get_triggerdef(g.oid)
      FROM pg_trigger g
      WHERE g.tgrelid = ANY (?) AND NOT g.tgisinternal AND g.tgparentid = 0
      ORDER BY g.oid
      """;

  private static final String POLICIES =
      """
      SELECT concat(format('CREATE POLICY %I ON %I.%I AS %s FOR %s', p.polname, n.nspname,
                           c.relname,
                           CASE WHEN p.polpermissive THEN 'PERMISSIVE' ELSE 'RESTRICTIVE' END,
                           CASE p.polcmd WHEN 'r' THEN 'SELECT' WHEN 'a' THEN 'INSERT'
                                         WHEN 'w' THEN 'UPDATE' WHEN 'd' THEN 'DELETE'
                                         ELSE 'ALL' END),
                    ' USING (' || pg_get_expr(p.polqual, p.polrelid) || ')',
                    ' WITH CHECK (' || pg_get_expr(p.polwithcheck, p.polrelid) || ')')
      FROM pg_policy p
      JOIN pg_class c ON c.oid = p.polrelid
      JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE p.polrelid = ANY (?)
      ORDER BY p.oid
      """;

  private CopyScript() {}

  /**
   * Reads it.
   *
   * @param connection whose search_path is pg_catalog alone
   */
  static List<String> of(Connection connection, Neighbourhood neighbourhood) throws SQLException {
    List<String> script = new ArrayList<>();
    Set<Long> tables = neighbourhood.tables();
    add(script, connection, SEQUENCES, neighbourhood.sequences());
    add(script, connection, TABLES, tables);
    add(script, connection, OWNERS, tables);
    add(script, connection, ROW_CONSTRAINTS, tables);
    add(script, connection, IDENTITIES, tables);
    add(script, connection, FAMILIES, tables, tables);
    add(script, connection, INDEXES, tables);
    add(script, connection, INDEX_FAMILIES, tables, tables);
    add(script, connection, FOREIGN_KEYS, tables, tables);
    add(script, connection, VIEWS, neighbourhood.views());
    add(script, connection, TRIGGERS, tables);
    add(script, connection, POLICIES, tables);
    return script;
  }

  @SafeVarargs
  private static void add(
      List<String> script, Connection connection, String query, Set<Long>... oids)
      throws SQLException {
    Object[] arrays = new Object[oids.length];
    for (int i = 0; i < oids.length; i++) {
      arrays[i] = Queries.numberArray(connection, oids[i]);
    }
    script.addAll(Queries.texts(connection, query, arrays));
  }
}
