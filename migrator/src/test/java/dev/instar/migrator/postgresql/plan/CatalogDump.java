package dev.instar.migrator.postgresql.plan;

import dev.instar.migrator.postgresql.TestDatabase;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Everything in the scenario's schemas that a user could tell two catalogs apart by. */
public final class CatalogDump {
  private static final List<String> QUERIES =
      List.of(
          """
          SELECT 'relation', c.oid::regclass, c.relkind, c.relpersistence,
                 pg_get_userbyid(c.relowner), c.reloptions, c.relreplident,
                 -- no list means the default one
                 coalesce(c.relacl,
                          acldefault(CASE c.relkind WHEN 'S' THEN 's' ELSE 'r' END::"char", c.relowner))
          FROM pg_class c
          WHERE c.relnamespace IN ('public'::regnamespace, 'app'::regnamespace)
          ORDER BY 2
          """,
          """
          SELECT 'column', a.attrelid::regclass, a.attname, format_type(a.atttypid, a.atttypmod),
                 a.attcollation::regcollation, a.attnotnull, a.atthasdef, a.attidentity,
                 a.attgenerated, pg_get_expr(d.adbin, d.adrelid), a.attstorage, a.attcompression,
                 a.attislocal, a.attinhcount
          FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
          LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
          WHERE c.relnamespace IN ('public'::regnamespace, 'app'::regnamespace)
            AND c.relkind IN ('r', 'p', 'v') AND a.attnum > 0 AND NOT a.attisdropped
          ORDER BY 2, 3
          """,
          """
          SELECT 'constraint', k.conrelid::regclass, k.conname, k.contype, pg_get_constraintdef(k.oid),
                 k.condeferrable, k.condeferred, k.conindid::regclass,
                 -- ADD PRIMARY KEY USING INDEX makes the NOT NULL of a partition its own as well
                 k.conislocal OR k.contype = 'n', k.coninhcount,
                 (SELECT p.conname FROM pg_constraint p WHERE p.oid = k.conparentid)
          FROM pg_constraint k
          WHERE k.connamespace IN ('public'::regnamespace, 'app'::regnamespace)
          ORDER BY 2, 3
          """,
          """
          SELECT 'index', i.indexrelid::regclass, pg_get_indexdef(i.indexrelid), i.indisunique,
                 i.indisprimary, i.indisvalid, i.indimmediate
          FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid
          WHERE c.relnamespace IN ('public'::regnamespace, 'app'::regnamespace)
          ORDER BY 2
          """,
          """
          SELECT 'partition', h.inhrelid::regclass, h.inhparent::regclass, h.inhdetachpending,
                 pg_get_expr(c.relpartbound, c.oid), pg_get_partition_constraintdef(c.oid)
          FROM pg_inherits h JOIN pg_class c ON c.oid = h.inhrelid
          WHERE c.relnamespace IN ('public'::regnamespace, 'app'::regnamespace)
          ORDER BY 2, 3
          """,
          """
          SELECT 'trigger', t.tgrelid::regclass, t.tgname, t.tgenabled,
                 (SELECT p.tgrelid::regclass FROM pg_trigger p WHERE p.oid = t.tgparentid)
          FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
          WHERE c.relnamespace IN ('public'::regnamespace, 'app'::regnamespace)
            AND NOT t.tgisinternal
          ORDER BY 2, 3
          """,
          """
          SELECT 'sequence', s.seqrelid::regclass, s.seqtypid::regtype, s.seqstart, s.seqincrement,
                 s.seqmin, s.seqmax, s.seqcache, s.seqcycle, d.refobjid::regclass, d.refobjsubid > 0,
                 d.deptype, pg_sequence_last_value(s.seqrelid)
          FROM pg_sequence s JOIN pg_class c ON c.oid = s.seqrelid
            AND c.relnamespace IN ('public'::regnamespace, 'app'::regnamespace)
          LEFT JOIN pg_depend d ON d.objid = s.seqrelid AND d.classid = 'pg_class'::regclass
            AND d.deptype IN ('a', 'i')
          ORDER BY 2
          """,
          """
          SELECT 'trigger', t.tgrelid::regclass, t.tgname, t.tgenabled, pg_get_triggerdef(t.oid)
          FROM pg_trigger t WHERE NOT t.tgisinternal ORDER BY 2, 3
          """,
          """
          SELECT 'policy', p.polrelid::regclass, p.polname, p.polcmd,
                 pg_get_expr(p.polqual, p.polrelid)
          FROM pg_policy p ORDER BY 2, 3
          """,
          """
          SELECT 'rule', r.ev_class::regclass, r.rulename, pg_get_ruledef(r.oid)
          FROM pg_rewrite r JOIN pg_class c ON c.oid = r.ev_class
          WHERE c.relnamespace IN ('public'::regnamespace, 'app'::regnamespace)
          ORDER BY 2, 3
          """,
          """
          SELECT 'table', c.oid::regclass, c.relrowsecurity, c.relforcerowsecurity,
                 ARRAY(SELECT i.inhparent::regclass FROM pg_inherits i WHERE i.inhrelid = c.oid),
                 pg_get_expr(c.relpartbound, c.oid)
          FROM pg_class c
          WHERE c.relnamespace IN ('public'::regnamespace, 'app'::regnamespace)
            AND c.relkind IN ('r', 'p')
          ORDER BY 2
          """,
          """
          SELECT 'setting', a.attrelid::regclass, a.attname, coalesce(a.attstattarget, -1),
                 a.attoptions, a.attacl
          FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
          WHERE c.relnamespace IN ('public'::regnamespace, 'app'::regnamespace)
            AND c.relkind IN ('r', 'p') AND a.attnum > 0 AND NOT a.attisdropped
          ORDER BY 2, 3
          """,
          """
          SELECT 'statistics', s.stxname, pg_get_statisticsobjdef(s.oid)
          FROM pg_statistic_ext s ORDER BY 2
          """,
          """
          SELECT 'function', p.oid::regprocedure, p.prokind, p.provolatile, md5(p.prosrc), p.proacl
          FROM pg_proc p
          WHERE p.pronamespace IN ('public'::regnamespace, 'app'::regnamespace)
          ORDER BY 2
          """,
          """
          SELECT 'type', t.oid::regtype, t.typtype, t.typdefault, t.typnotnull,
                 ARRAY(SELECT e.enumlabel::text FROM pg_enum e WHERE e.enumtypid = t.oid
                       ORDER BY e.enumsortorder)
          FROM pg_type t
          WHERE t.typnamespace IN ('public'::regnamespace, 'app'::regnamespace)
          ORDER BY 2
          """,
          """
          SELECT 'publication', p.pubname, p.pubinsert, p.pubupdate,
                 ARRAY(SELECT r.prrelid::regclass FROM pg_publication_rel r
                       WHERE r.prpubid = p.oid ORDER BY 1)
          FROM pg_publication p ORDER BY 2
          """,
          """
          SELECT 'schema', n.nspname, n.nspacl,
                 ARRAY(SELECT d.defaclacl FROM pg_default_acl d WHERE d.defaclnamespace = n.oid)
          FROM pg_namespace n WHERE n.nspname !~ '^(pg_|instar)' ORDER BY 2
          """,
          """
          SELECT 'comment', pg_describe_object(d.classoid, d.objoid, d.objsubid), d.description
          FROM pg_description d
          WHERE d.objoid IN (SELECT c.oid FROM pg_class c
                             WHERE c.relnamespace IN ('public'::regnamespace, 'app'::regnamespace)
                             UNION ALL
                             SELECT p.oid FROM pg_proc p
                             WHERE p.pronamespace IN ('public'::regnamespace, 'app'::regnamespace)
                             UNION ALL SELECT t.oid FROM pg_trigger t
                             UNION ALL SELECT 'app'::regnamespace)
          ORDER BY 2
          """);

  private CatalogDump() {}

  public static List<String> of(TestDatabase database) throws SQLException {
    List<String> all = new ArrayList<>();
    for (String query : QUERIES) {
      List<String> rows = database.rows(query);
      // By name: the oids that order them on the server are not the same twice.
      all.addAll(rows.stream().sorted().toList());
    }
    return all;
  }
}
