-- Everything that hangs on a table, as lines of path and value. One paragraph is one SELECT; they
-- are joined with UNION ALL. A paragraph that begins with "-- versions a to b" is for those major
-- versions only. The table is $1; the schema it lies in appears in no path and, where the text is
-- the table's own, in no value. $2 is a publication that does not count.
--
-- Run with search_path = pg_catalog, so that every name outside it comes qualified.

WITH RECURSIVE view (oid) AS (
  SELECT r.ev_class
    FROM pg_depend d JOIN pg_rewrite r ON r.oid = d.objid
   WHERE d.classid = 'pg_rewrite'::regclass AND d.refclassid = 'pg_class'::regclass
     AND d.refobjid = $1 AND r.ev_class <> $1
  UNION
  SELECT r.ev_class
    FROM view v
    JOIN pg_depend d ON d.refclassid = 'pg_class'::regclass AND d.refobjid = v.oid
                    AND d.classid = 'pg_rewrite'::regclass
    JOIN pg_rewrite r ON r.oid = d.objid AND r.ev_class <> v.oid
   WHERE r.ev_class <> $1
), relation AS MATERIALIZED (
  SELECT c.*, n.nspname, 'table'::text AS path, true AS is_table
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
   WHERE c.oid = $1
  UNION ALL
  SELECT c.*, n.nspname, format('view %I.%I', n.nspname, c.relname), false
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
   WHERE c.oid IN (SELECT oid FROM view) AND c.relkind = 'v'
), attribute AS MATERIALIZED (
  SELECT a.*, format('%s column %I', r.path, a.attname) AS path, r.is_table, r.relowner,
         row_number() OVER (PARTITION BY a.attrelid ORDER BY a.attnum) AS position
    FROM relation r JOIN pg_attribute a ON a.attrelid = r.oid
   WHERE a.attnum > 0 AND NOT a.attisdropped
), fact (path, value) AS (

SELECT concat(r.path, ' ', f.name), f.value
  FROM relation r
  LEFT JOIN pg_tablespace s ON s.oid = r.reltablespace
  LEFT JOIN pg_am m ON m.oid = r.relam,
  LATERAL (VALUES
    ('kind', r.relkind::text),
    ('persistence', r.relpersistence::text),
    ('owner', pg_get_userbyid(r.relowner)::text),
    ('tablespace', s.spcname::text),
    ('access method', m.amname::text),
    ('row security', r.relrowsecurity::text),
    ('row security forced', r.relforcerowsecurity::text),
    ('replica identity', CASE WHEN r.is_table THEN r.relreplident::text END),
    ('of type', nullif(r.reloftype, 0)::regtype::text),
    ('partition', CASE WHEN r.relispartition THEN 'yes' END),
    ('comment', (SELECT description FROM pg_description
                 WHERE classoid = 'pg_class'::regclass AND objoid = r.oid AND objsubid = 0))) f (name, value)

SELECT format('%s option %s', r.path, o.option_name), o.option_value
  FROM relation r, pg_options_to_table(r.reloptions) o

SELECT format('%s toast option %s', r.path, o.option_name), o.option_value
  FROM relation r JOIN pg_class s ON s.oid = r.reltoastrelid, pg_options_to_table(s.reloptions) o

SELECT format('%s grants %s to %I by %I', r.path, a.privilege_type,
              CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE pg_get_userbyid(a.grantee) END,
              pg_get_userbyid(a.grantor)),
       CASE WHEN a.is_grantable THEN 'with grant option' ELSE 'plain' END
  FROM relation r, aclexplode(coalesce(r.relacl, acldefault('r', r.relowner))) a

SELECT format('%s label of %s', r.path, l.provider), l.label
  FROM relation r JOIN pg_seclabel l ON l.classoid = 'pg_class'::regclass AND l.objoid = r.oid

SELECT concat(a.path, ' ', f.name), f.value
  FROM attribute a
  JOIN pg_type t ON t.oid = a.atttypid
  LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum,
  LATERAL (VALUES
    ('position', a.position::text),
    ('type', CASE WHEN a.is_table THEN format_type(a.atttypid, a.atttypmod) END),
    ('collation', CASE WHEN a.is_table AND a.attcollation <> t.typcollation
                       THEN a.attcollation::regcollation::text END),
    ('not null', CASE WHEN a.attnotnull THEN 'yes' END),
    ('default', pg_get_expr(d.adbin, d.adrelid)),
    ('identity', nullif(a.attidentity::text, '')),
    ('generated', nullif(a.attgenerated::text, '')),
    ('storage', CASE WHEN a.is_table THEN a.attstorage::text END),
    ('compression', CASE WHEN a.is_table THEN nullif(a.attcompression::text, '') END),
    ('statistics', CASE WHEN a.attstattarget >= 0 THEN a.attstattarget::text END),
    ('inherited', nullif(a.attinhcount, 0)::text),
    ('comment', (SELECT description FROM pg_description
                 WHERE classoid = 'pg_class'::regclass AND objoid = a.attrelid
                   AND objsubid = a.attnum))) f (name, value)

SELECT format('%s option %s', a.path, o.option_name), o.option_value
  FROM attribute a, pg_options_to_table(a.attoptions) o

SELECT format('%s grants %s to %I by %I', a.path, x.privilege_type,
              CASE x.grantee WHEN 0 THEN 'PUBLIC' ELSE pg_get_userbyid(x.grantee) END,
              pg_get_userbyid(x.grantor)),
       CASE WHEN x.is_grantable THEN 'with grant option' ELSE 'plain' END
  FROM attribute a, aclexplode(a.attacl) x

SELECT format('%s %I %s',
              CASE k.contype WHEN 'f' THEN 'foreign key' ELSE 'constraint' END, k.conname, f.name),
       f.value
  FROM pg_constraint k,
  LATERAL (VALUES
    ('definition', CASE WHEN k.convalidated THEN pg_get_constraintdef(k.oid)
                        ELSE regexp_replace(pg_get_constraintdef(k.oid), ' NOT VALID$', '') END),
    ('validated', k.convalidated::text),
    ('inherited', nullif(k.coninhcount, 0)::text),
    ('comment', (SELECT description FROM pg_description
                 WHERE classoid = 'pg_constraint'::regclass AND objoid = k.oid AND objsubid = 0))) f (name, value)
 WHERE k.conrelid = $1 AND k.contype <> 't' AND (k.contype <> 'f' OR k.conparentid = 0)

SELECT format('index %I %s', c.relname, f.name), f.value
  FROM relation r
  JOIN pg_index i ON i.indrelid = r.oid
  JOIN pg_class c ON c.oid = i.indexrelid
  JOIN pg_namespace n ON n.oid = c.relnamespace
  LEFT JOIN pg_tablespace s ON s.oid = c.reltablespace,
  LATERAL (VALUES
    ('definition', substr(pg_get_indexdef(c.oid),
                          length(format('CREATE %sINDEX %I ON %I.%I ',
                                        CASE WHEN i.indisunique THEN 'UNIQUE ' ELSE '' END,
                                        c.relname, r.nspname, r.relname)) + 1)),
    ('unique', CASE WHEN i.indisunique THEN 'yes' END),
    ('deferrable', CASE WHEN NOT i.indimmediate THEN 'yes' END),
    ('primary', CASE WHEN i.indisprimary THEN 'yes' END),
    ('exclusion', CASE WHEN i.indisexclusion THEN 'yes' END),
    ('clustered on', CASE WHEN i.indisclustered THEN 'yes' END),
    ('replica identity', CASE WHEN i.indisreplident THEN 'yes' END),
    ('invalid', CASE WHEN NOT i.indisvalid OR NOT i.indisready OR NOT i.indislive THEN 'yes' END),
    ('tablespace', s.spcname::text),
    ('constraint', (SELECT k.conname::text FROM pg_constraint k
                     WHERE k.conindid = c.oid AND k.conrelid = r.oid
                       AND k.contype IN ('p', 'u', 'x'))),
    ('comment', (SELECT description FROM pg_description
                 WHERE classoid = 'pg_class'::regclass AND objoid = c.oid AND objsubid = 0)),
    ('statistics', (SELECT string_agg(format('%s: %s', a.attnum, a.attstattarget), ', ')
                      FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attstattarget >= 0)),
    ('extension', (SELECT string_agg(d.refobjid::text, ',') FROM pg_depend d
                    WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid
                      AND d.deptype = 'x'))) f (name, value)
 WHERE r.is_table

SELECT concat(r.path, ' ', format('trigger %I %s', g.tgname, f.name)), f.value
  FROM relation r JOIN pg_trigger g ON g.tgrelid = r.oid AND NOT g.tgisinternal,
  LATERAL (VALUES
    ('definition', pg_get_triggerdef(g.oid)),
    ('enabled', g.tgenabled::text),
    ('comment', (SELECT description FROM pg_description
                 WHERE classoid = 'pg_trigger'::regclass AND objoid = g.oid AND objsubid = 0))) f (name, value)

SELECT concat(r.path, ' ', format('rule %I %s', w.rulename, f.name)), f.value
  FROM relation r JOIN pg_rewrite w ON w.ev_class = r.oid,
  LATERAL (VALUES
    ('definition', pg_get_ruledef(w.oid)),
    ('enabled', w.ev_enabled::text),
    ('comment', (SELECT description FROM pg_description
                 WHERE classoid = 'pg_rewrite'::regclass AND objoid = w.oid AND objsubid = 0))) f (name, value)
 WHERE w.rulename <> '_RETURN'

SELECT format('policy %I %s', p.polname, f.name), f.value
  FROM pg_policy p,
  LATERAL (VALUES
    ('command', p.polcmd::text),
    ('permissive', p.polpermissive::text),
    ('roles', (SELECT string_agg(CASE x WHEN 0 THEN 'PUBLIC'
                                        ELSE quote_ident(pg_get_userbyid(x)) END,
                                 ', ' ORDER BY x) FROM unnest(p.polroles) x)),
    ('using', pg_get_expr(p.polqual, p.polrelid)),
    ('check', pg_get_expr(p.polwithcheck, p.polrelid)),
    ('comment', (SELECT description FROM pg_description
                 WHERE classoid = 'pg_policy'::regclass AND objoid = p.oid AND objsubid = 0))) f (name, value)
 WHERE p.polrelid = $1

-- versions 14 to 14
SELECT format('publication %I %s', p.pubname, f.name), f.value
  FROM pg_publication_rel r JOIN pg_publication p ON p.oid = r.prpubid,
  LATERAL (VALUES
    ('member', 'yes')) f (name, value)
 WHERE r.prrelid = $1 AND p.pubname <> $2

-- versions 15 to 99
SELECT format('publication %I %s', p.pubname, f.name), f.value
  FROM pg_publication_rel r JOIN pg_publication p ON p.oid = r.prpubid,
  LATERAL (VALUES
    ('member', 'yes'),
    ('where', pg_get_expr(r.prqual, r.prrelid)),
    ('columns', (SELECT string_agg(quote_ident(a.attname), ', ' ORDER BY a.attname)
                   FROM attribute a
                  WHERE a.attrelid = r.prrelid AND a.attnum = ANY (r.prattrs)))) f (name, value)
 WHERE r.prrelid = $1 AND p.pubname <> $2

-- versions 15 to 99
SELECT format('publication %I of schema', p.pubname), 'yes'
  FROM relation r
  JOIN pg_publication_namespace s ON s.pnnspid = r.relnamespace
  JOIN pg_publication p ON p.oid = s.pnpubid
 WHERE r.is_table

SELECT format('statistics %s%I %s',
              CASE WHEN n.oid <> r.relnamespace THEN quote_ident(n.nspname) || '.' END,
              s.stxname, f.name),
       f.value
  FROM relation r
  JOIN pg_statistic_ext s ON s.stxrelid = r.oid
  JOIN pg_namespace n ON n.oid = s.stxnamespace,
  LATERAL (VALUES
    ('definition', pg_get_statisticsobjdef_columns(s.oid)),
    ('kinds', (SELECT string_agg(k::text, ',' ORDER BY k::text) FROM unnest(s.stxkind) k)),
    ('target', CASE WHEN s.stxstattarget >= 0 THEN s.stxstattarget::text END),
    ('owner', pg_get_userbyid(s.stxowner)::text),
    ('comment', (SELECT description FROM pg_description
                 WHERE classoid = 'pg_statistic_ext'::regclass AND objoid = s.oid AND objsubid = 0))) f (name, value)

SELECT format('sequence %I of column %I %s', c.relname, a.attname, f.name), f.value
  FROM pg_depend d
  JOIN pg_class c ON c.oid = d.objid AND c.relkind = 'S'
  JOIN pg_sequence q ON q.seqrelid = c.oid
  JOIN pg_attribute a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid,
  LATERAL (VALUES
    ('kind', CASE d.deptype WHEN 'i' THEN 'identity' ELSE 'owned' END),
    ('type', format_type(q.seqtypid, NULL)),
    ('options', format('start %s increment %s minimum %s maximum %s cache %s cycle %s',
                       q.seqstart, q.seqincrement, q.seqmin, q.seqmax, q.seqcache, q.seqcycle)),
    ('persistence', c.relpersistence::text),
    ('owner', pg_get_userbyid(c.relowner)::text),
    ('grants', (SELECT string_agg(
                  concat(x.privilege_type, ' to ',
                         CASE x.grantee WHEN 0 THEN 'PUBLIC'
                                        ELSE quote_ident(pg_get_userbyid(x.grantee)) END,
                         ' by ', quote_ident(pg_get_userbyid(x.grantor)),
                         CASE WHEN x.is_grantable THEN ' with grant option' END),
                  ', ' ORDER BY x.grantee, x.privilege_type, x.grantor)
                  FROM aclexplode(coalesce(c.relacl, acldefault('s', c.relowner))) x)),
    ('comment', (SELECT description FROM pg_description
                 WHERE classoid = 'pg_class'::regclass AND objoid = c.oid AND objsubid = 0))) f (name, value)
 WHERE d.classid = 'pg_class'::regclass AND d.refclassid = 'pg_class'::regclass
   AND d.refobjid = $1 AND d.refobjsubid > 0 AND d.deptype IN ('a', 'i')

SELECT format('incoming foreign key %I of %I.%I %s', k.conname, n.nspname, c.relname, f.name),
       f.value
  FROM pg_constraint k
  JOIN pg_class c ON c.oid = k.conrelid
  JOIN pg_namespace n ON n.oid = c.relnamespace,
  LATERAL (VALUES
    ('definition', CASE WHEN k.convalidated THEN pg_get_constraintdef(k.oid)
                        ELSE regexp_replace(pg_get_constraintdef(k.oid), ' NOT VALID$', '') END),
    ('validated', k.convalidated::text),
    ('comment', (SELECT description FROM pg_description
                 WHERE classoid = 'pg_constraint'::regclass AND objoid = k.oid AND objsubid = 0))) f (name, value)
 WHERE k.confrelid = $1 AND k.contype = 'f' AND k.conparentid = 0 AND k.conrelid <> $1

SELECT concat(r.path, ' definition'), pg_get_viewdef(r.oid)
  FROM relation r WHERE NOT r.is_table

SELECT concat('function ', p.oid::regprocedure), pg_get_functiondef(p.oid)
  FROM pg_proc p
 WHERE p.prosqlbody IS NOT NULL
   AND p.oid IN (SELECT d.objid FROM relation r
                   JOIN pg_depend d ON d.refclassid = 'pg_class'::regclass AND d.refobjid = r.oid
                  WHERE d.classid = 'pg_proc'::regclass)

SELECT concat('parent ', inhparent::regclass), 'yes' FROM pg_inherits WHERE inhrelid = $1

SELECT concat('child ', inhrelid::regclass), 'yes' FROM pg_inherits WHERE inhparent = $1

)
SELECT path, value FROM fact WHERE value IS NOT NULL
