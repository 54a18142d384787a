package dev.instar.migrator.postgresql.plan;

import dev.instar.migrator.postgresql.TestDatabase;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Everything in the scenario's schemas that a user could tell two catalogs apart by. */
final class CatalogDump {
  private static final List<String> QUERIES =
      List.of(
          """
          SELECT 'relation', c.oid::regclass, c.relkind, c.relpersistence,
                 pg_get_userbyid(c.relowner), c.reloptions, c.relacl, c.relreplident
          FROM pg_class c
          WHERE c.relnamespace IN ('public'::regnamespace, 'app'::regnamespace)
          ORDER BY 2
          """,
          """
          SELECT 'column', a.attrelid::regclass, a.attname, format_type(a.atttypid, a.atttypmod),
                 a.attcollation::regcollation, a.attnotnull, a.atthasdef, a.attidentity,
                 a.attgenerated, pg_get_expr(d.adbin, d.adrelid), a.attstorage, a.attcompression
          FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
          LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
          WHERE c.relnamespace IN ('public'::regnamespace, 'app'::regnamespace)
            AND c.relkind IN ('r', 'v') AND a.attnum > 0 AND NOT a.attisdropped
          ORDER BY 2, 3
          """,
          """
          SELECT 'constraint', k.conrelid::regclass, k.conname, k.contype, pg_get_constraintdef(k.oid),
                 k.condeferrable, k.condeferred, k.conindid::regclass
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
          SELECT 'sequence', s.seqrelid::regclass, s.seqtypid::regtype, s.seqstart, s.seqincrement,
                 s.seqmin, s.seqmax, s.seqcache, s.seqcycle, d.refobjid::regclass, d.refobjsubid > 0,
                 d.deptype, pg_sequence_last_value(s.seqrelid)
          FROM pg_sequence s
          LEFT JOIN pg_depend d ON d.objid = s.seqrelid AND d.classid = 'pg_class'::regclass
            AND d.deptype IN ('a', 'i')
          ORDER BY 2
          """);

  private CatalogDump() {}

  static List<String> of(TestDatabase database) throws SQLException {
    List<String> all = new ArrayList<>();
    for (String query : QUERIES) {
      all.addAll(database.rows(query));
    }
    return all;
  }
}
