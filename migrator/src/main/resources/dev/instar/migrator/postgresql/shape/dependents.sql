-- What hangs on table $1 by OID: kind, identity, and why it cannot be carried over (NULL if it can).
-- Anything that is not known here is refused (invariant I9).
WITH RECURSIVE view (oid) AS (
  SELECT r.ev_class
    FROM pg_depend d JOIN pg_rewrite r ON r.oid = d.objid JOIN pg_class c ON c.oid = r.ev_class
   WHERE d.classid = 'pg_rewrite'::regclass AND d.refclassid = 'pg_class'::regclass
     AND d.refobjid = $1 AND r.ev_class <> $1 AND c.relkind = 'v'
  UNION
  SELECT r.ev_class
    FROM view v
    JOIN pg_depend d ON d.refclassid = 'pg_class'::regclass AND d.refobjid = v.oid
                    AND d.classid = 'pg_rewrite'::regclass
    JOIN pg_rewrite r ON r.oid = d.objid AND r.ev_class <> v.oid
    JOIN pg_class c ON c.oid = r.ev_class
   WHERE r.ev_class <> $1 AND c.relkind = 'v'
), relation AS MATERIALIZED (
  SELECT c.* FROM pg_class c WHERE c.oid = $1 OR c.oid IN (SELECT oid FROM view)
), owned_sequence AS MATERIALIZED (
  SELECT d.objid AS oid, d.deptype
    FROM pg_depend d JOIN pg_class c ON c.oid = d.objid AND c.relkind = 'S'
   WHERE d.classid = 'pg_class'::regclass AND d.refclassid = 'pg_class'::regclass
     AND d.refobjid = $1 AND d.refobjsubid > 0 AND d.deptype IN ('a', 'i')
), anchor (classid, objid) AS MATERIALIZED (
  -- What dependents may name; a serial's sequence stays, so that whoever names it has no need.
  SELECT 'pg_class'::regclass::oid, oid FROM relation
  UNION ALL SELECT 'pg_class'::regclass, indexrelid FROM pg_index WHERE indrelid = $1
  UNION ALL SELECT 'pg_class'::regclass, oid FROM owned_sequence WHERE deptype = 'i'
  UNION ALL SELECT 'pg_constraint'::regclass, oid FROM pg_constraint WHERE conrelid = $1
  UNION ALL SELECT 'pg_type'::regclass, reltype FROM relation WHERE reltype <> 0
  UNION ALL SELECT 'pg_type'::regclass, t.typarray FROM relation r JOIN pg_type t ON t.oid = r.reltype
             WHERE t.typarray <> 0
), part (classid, objid) AS MATERIALIZED (
  -- What belongs to the table or to a view over it, and goes along with it.
  SELECT classid, objid FROM anchor
  UNION ALL SELECT 'pg_class'::regclass, oid FROM owned_sequence
  UNION ALL SELECT 'pg_class'::regclass, reltoastrelid FROM relation
  UNION ALL SELECT 'pg_attrdef'::regclass, d.oid FROM pg_attrdef d JOIN relation r ON r.oid = d.adrelid
  UNION ALL SELECT 'pg_trigger'::regclass, g.oid FROM pg_trigger g JOIN relation r ON r.oid = g.tgrelid
  UNION ALL SELECT 'pg_rewrite'::regclass, w.oid FROM pg_rewrite w JOIN relation r ON r.oid = w.ev_class
  UNION ALL SELECT 'pg_policy'::regclass, oid FROM pg_policy WHERE polrelid = $1
  UNION ALL SELECT 'pg_publication_rel'::regclass, oid FROM pg_publication_rel WHERE prrelid = $1
  UNION ALL SELECT 'pg_statistic_ext'::regclass, oid FROM pg_statistic_ext WHERE stxrelid = $1
), outsider AS MATERIALIZED (
  SELECT DISTINCT d.classid, d.objid, d.objsubid,
         bool_or(d.refclassid = 'pg_type'::regclass) AS by_type
    FROM anchor a
    JOIN pg_depend d ON d.refclassid = a.classid AND d.refobjid = a.objid
   WHERE (d.classid, d.objid) NOT IN (SELECT classid, objid FROM part)
     -- the other side of a foreign key works by internal triggers, which come and go with it
     AND NOT (d.classid = 'pg_trigger'::regclass
              AND (SELECT tgisinternal FROM pg_trigger g WHERE g.oid = d.objid))
   GROUP BY 1, 2, 3
)

SELECT 'view', oid::regclass::text,
       CASE WHEN relpersistence = 't'
            THEN 'it is temporary and another session''s: that session has to end' END
  FROM relation WHERE oid <> $1
UNION ALL
SELECT 'foreign key', format('%I of %s', k.conname, k.conrelid::regclass),
       CASE WHEN c.relkind = 'p' AND current_setting('server_version_num')::int < 180000
            THEN 'its table is partitioned, and before PostgreSQL 18 such a key cannot be added'
                 ' without a scan: drop it before, and add it again after' END
  FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid
 WHERE k.contype = 'f' AND k.conparentid = 0 AND (k.conrelid = $1 OR k.confrelid = $1)
UNION ALL
SELECT 'trigger', format('%I on %s', g.tgname, g.tgrelid::regclass), NULL
  FROM pg_trigger g JOIN relation r ON r.oid = g.tgrelid WHERE NOT g.tgisinternal
UNION ALL
SELECT 'trigger', format('of foreign key %I on %s', k.conname, g.tgrelid::regclass),
       'it is disabled or fires always: ENABLE TRIGGER ALL first'
  FROM pg_trigger g JOIN pg_constraint k ON k.oid = g.tgconstraint
 WHERE g.tgisinternal AND g.tgenabled <> 'O' AND (k.conrelid = $1 OR k.confrelid = $1)
UNION ALL
SELECT 'rule', format('%I on %s', w.rulename, w.ev_class::regclass), NULL
  FROM pg_rewrite w JOIN relation r ON r.oid = w.ev_class WHERE w.rulename <> '_RETURN'
UNION ALL
SELECT 'policy', format('%I on %s', polname, polrelid::regclass), NULL
  FROM pg_policy WHERE polrelid = $1
UNION ALL
SELECT 'publication', quote_ident(p.pubname),
       CASE WHEN NOT pg_has_role(p.pubowner, 'USAGE')
            THEN 'it belongs to ' || pg_get_userbyid(p.pubowner)
                 || ': run as a member of that role, or as superuser' END
  FROM pg_publication_rel r JOIN pg_publication p ON p.oid = r.prpubid
 WHERE r.prrelid = $1 AND p.pubname NOT LIKE 'instar\_%'
UNION ALL
SELECT 'statistics', format('%I.%I', n.nspname, s.stxname),
       CASE WHEN (SELECT count(*) FROM pg_statistic_ext o
                   WHERE o.stxrelid = $1 AND o.stxname = s.stxname) > 1
            THEN 'others of the table have the same name in another schema: rename one' END
  FROM pg_statistic_ext s JOIN pg_namespace n ON n.oid = s.stxnamespace WHERE s.stxrelid = $1
UNION ALL
SELECT 'sequence', oid::regclass::text, NULL FROM owned_sequence
UNION ALL
SELECT 'index', indexrelid::regclass::text, 'it is invalid: reindex or drop it'
  FROM pg_index WHERE indrelid = $1 AND NOT (indisvalid AND indisready AND indislive)
UNION ALL
SELECT 'relation', format('%s of role %s', r.oid::regclass, pg_get_userbyid(r.relowner)),
       'it belongs to another role: run as a member of that role, or as superuser'
  FROM relation r WHERE NOT pg_has_role(r.relowner, 'USAGE')
UNION ALL
SELECT 'relation', format('%s of role %s', c.oid::regclass, pg_get_userbyid(c.relowner)),
       'its foreign key has to be made again, and it belongs to another role: run as a member of'
       ' that role, or as superuser'
  FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid
 WHERE k.contype = 'f' AND k.conparentid = 0 AND k.confrelid = $1
   AND NOT pg_has_role(c.relowner, 'USAGE')
UNION ALL
SELECT 'parent', inhparent::regclass::text,
       'the table inherits from it or is its partition: NO INHERIT or DETACH it first'
  FROM pg_inherits WHERE inhrelid = $1
UNION ALL
SELECT 'child', inhrelid::regclass::text, 'it inherits from the table: NO INHERIT it first'
  FROM pg_inherits WHERE inhparent = $1
UNION ALL
SELECT 'type', reloftype::regtype::text, 'the table is of this type: ALTER TABLE … NOT OF first'
  FROM relation WHERE reloftype <> 0
UNION ALL
SELECT 'subscription', srsubid::text,
       'a subscription writes into the table: remove it from the publication there first'
  FROM pg_subscription_rel WHERE srrelid = $1
UNION ALL
SELECT 'security label', format('%s of %s', l.provider, pg_describe_object(l.classoid, l.objoid, l.objsubid)),
       'labels are not carried over: remove it, and set it again afterwards'
  FROM pg_seclabel l WHERE (l.classoid, l.objoid) IN (SELECT classid, objid FROM part)
UNION ALL
SELECT 'extension', pg_describe_object(d.refclassid, d.refobjid, 0),
       format('%s belongs to it or depends on it', pg_describe_object(d.classid, d.objid, 0))
  FROM part p JOIN pg_depend d ON d.classid = p.classid AND d.objid = p.objid
 WHERE d.deptype IN ('e', 'x')
UNION ALL
SELECT 'function', p.oid::regprocedure::text,
       CASE WHEN NOT pg_has_role(p.proowner, 'USAGE')
            THEN 'it belongs to ' || pg_get_userbyid(p.proowner)
                 || ': run as a member of that role, or as superuser' END
  FROM outsider o JOIN pg_proc p ON p.oid = o.objid
 WHERE o.classid = 'pg_proc'::regclass AND NOT o.by_type AND p.prosqlbody IS NOT NULL
UNION ALL
SELECT CASE WHEN o.classid = 'pg_proc'::regclass THEN 'function'
            WHEN o.classid = 'pg_policy'::regclass THEN 'policy'
            WHEN o.classid = 'pg_trigger'::regclass THEN 'trigger'
            WHEN o.classid = 'pg_rewrite'::regclass AND w.relkind = 'm' THEN 'materialized view'
            WHEN o.classid = 'pg_rewrite'::regclass THEN 'rule'
            WHEN o.classid = 'pg_attrdef'::regclass THEN 'default'
            WHEN o.classid = 'pg_constraint'::regclass THEN 'constraint'
            WHEN o.by_type THEN 'row type'
            ELSE 'object' END,
       CASE WHEN o.classid = 'pg_rewrite'::regclass AND w.relkind = 'm'
            THEN w.oid::regclass::text
            ELSE pg_describe_object(o.classid, o.objid, o.objsubid) END,
       CASE WHEN o.classid = 'pg_rewrite'::regclass AND w.relkind = 'm'
            THEN 'it would have to be filled again: drop it before, and create it again after'
            WHEN o.by_type THEN 'it uses the row type, which stays with the old table: drop it before,'
                                ' and create it again after'
            WHEN o.classid IN ('pg_policy'::regclass, 'pg_rewrite'::regclass)
            THEN 'it is elsewhere and names the table: drop it before, and create it again after'
            ELSE 'it would stay with the old table: drop it before, and create it again after' END
  FROM outsider o
  LEFT JOIN pg_rewrite r ON o.classid = 'pg_rewrite'::regclass AND r.oid = o.objid
  LEFT JOIN pg_class w ON w.oid = r.ev_class
  LEFT JOIN pg_constraint k ON o.classid = 'pg_constraint'::regclass AND k.oid = o.objid
  LEFT JOIN pg_proc p ON o.classid = 'pg_proc'::regclass AND p.oid = o.objid
 WHERE NOT coalesce(k.contype = 'f', false)
   AND NOT coalesce(p.prosqlbody IS NOT NULL AND NOT o.by_type, false)
   AND NOT (o.classid = 'pg_class'::regclass AND NOT o.by_type
            AND EXISTS (SELECT FROM pg_inherits WHERE inhrelid = o.objid AND inhparent = $1))
ORDER BY 1, 2
