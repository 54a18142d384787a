-- Collations of columns, indexes, views, and what the catalogs say of them.
-- detailed
SELECT oid, collname, collnamespace::regnamespace, collprovider, collisdeterministic, collencoding, collcollate, collctype, colllocale, collicurules FROM pg_collation WHERE collname IN ('default', 'C', 'POSIX', 'ucs_basic', 'pg_c_utf8', 'unicode', 'und-x-icu', 'en-x-icu') ORDER BY 1;
SELECT collname, collversion = pg_collation_actual_version(oid) FROM pg_collation WHERE collname IN ('default', 'C', 'ucs_basic', 'pg_c_utf8', 'unicode', 'und-x-icu', 'en-x-icu') ORDER BY 1;
SELECT pg_collation_actual_version(1);
SELECT '"en-x-icu"'::regcollation, '"en-x-icu"'::regcollation::oid, 12352::regcollation, to_regcollation('"de"'), pg_collation_is_visible(963);
CREATE TABLE t (id integer PRIMARY KEY, e text COLLATE "en-x-icu" NOT NULL, u varchar(20) COLLATE "und-x-icu", c text COLLATE "C", d text, dd text COLLATE "default", n name, nd name COLLATE "default", nc name COLLATE "C", b char(3) COLLATE unicode, a text[] COLLATE "en-x-icu", q text COLLATE pg_catalog."en-x-icu" DEFAULT ('x' COLLATE "C"), g text COLLATE "en-x-icu" GENERATED ALWAYS AS (upper(e)) STORED, CHECK (e < 'zz'));
CREATE TABLE x (e text COLLATE nope);
CREATE TABLE x (e text COLLATE public."C");
CREATE TABLE x (e text COLLATE nope."C");
CREATE TABLE x (e integer COLLATE "C");
CREATE TABLE x (e integer[] COLLATE "C");
CREATE TABLE x (e integer COLLATE nope);
CREATE TABLE x (e jsonb COLLATE "en-x-icu");
-- refused: there is no order but Unicode's
CREATE TABLE x (e text COLLATE "de-x-icu");
-- refused: there is no order but Unicode's
CREATE TABLE x (e text COLLATE "sr-Latn-RS-x-icu");
-- refused: there is no order but Unicode's
SELECT 'a' COLLATE "zh-Hans-x-icu";
-- refused: collations are PostgreSQL's
CREATE COLLATION mine (provider = icu, locale = 'en');
-- refused: collations are PostgreSQL's
CREATE COLLATION mine FROM "en-x-icu";
SELECT attname, attcollation::regcollation FROM pg_attribute WHERE attrelid = 't'::regclass AND attnum > 0 ORDER BY attnum;
SELECT a.attname, pg_catalog.format_type(a.atttypid, a.atttypmod), (SELECT c.collname FROM pg_catalog.pg_collation c, pg_catalog.pg_type t WHERE c.oid = a.attcollation AND t.oid = a.atttypid AND a.attcollation <> t.typcollation) AS attcollation FROM pg_catalog.pg_attribute a WHERE a.attrelid = 't'::regclass AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attnum;
SELECT column_name, collation_schema, collation_name FROM information_schema.columns WHERE table_name = 't' ORDER BY ordinal_position;
SELECT column_name, collation_schema, collation_name FROM information_schema.columns WHERE table_name = 'pg_class' AND column_name IN ('oid', 'relname', 'relkind') ORDER BY 1;
SELECT typname, typcollation FROM pg_type WHERE typname IN ('text', 'varchar', 'bpchar', 'name', '_text', '_name', 'int4', 'char', 'json', 't') AND typnamespace IN (11, 2200) ORDER BY 1;
SELECT attrelid::regclass, attname, attcollation::regcollation FROM pg_attribute WHERE attrelid IN ('pg_class'::regclass, 'pg_settings'::regclass, 'pg_locks'::regclass, 'pg_collation'::regclass, 'pg_indexes'::regclass, 'information_schema.tables'::regclass) AND attnum > 0 AND attcollation <> 0 ORDER BY 1, 2;
INSERT INTO t (id, e, u, c, d) VALUES (1, 'b', 'b', 'b', 'b'), (2, 'A', 'A', 'A', 'A'), (3, 'a', 'a', 'a', 'a'), (4, 'Ä', 'Ä', 'Ä', 'Ä');
INSERT INTO t (id, e) VALUES (5, 'zzz');
INSERT INTO t (id, e) VALUES (5, 'ZZ');
-- Indexes.
CREATE INDEX i1 ON t (e);
CREATE INDEX i2 ON t (e COLLATE "C");
CREATE INDEX i3 ON t (e COLLATE "en-x-icu");
CREATE INDEX i4 ON t (d COLLATE "en-x-icu" DESC, c COLLATE "und-x-icu" NULLS FIRST) INCLUDE (e);
CREATE INDEX i5 ON t (lower(e), upper(d), (e || d));
CREATE INDEX i6 ON t ((e COLLATE "C"), (d COLLATE "und-x-icu"), ((c) COLLATE "und-x-icu"), (u), ((lower(d) COLLATE "en-x-icu")));
CREATE INDEX i7 ON t (lower(e) COLLATE "C", lower(d) COLLATE "en-x-icu", (e || d) COLLATE "en-x-icu");
CREATE INDEX i8 ON t (e text_pattern_ops, u varchar_pattern_ops, b bpchar_pattern_ops);
CREATE INDEX i9 ON t (e) WHERE e > 'b' AND d COLLATE "en-x-icu" < 'x';
CREATE INDEX ia ON t (n, nd, nc, a, b);
CREATE INDEX ib ON t (e COLLATE "default", dd COLLATE "default", d COLLATE "C", c COLLATE "C");
CREATE INDEX ic ON t (id COLLATE "C");
CREATE INDEX ic ON t ((id + 1) COLLATE "C");
CREATE INDEX ic ON t (e COLLATE nope);
CREATE INDEX ic ON t (lower(e || c));
CREATE INDEX ic ON t ((e || c));
CREATE INDEX ic ON t ((e || c) COLLATE "C");
CREATE INDEX ON t (e COLLATE "C", (d COLLATE "C"), (lower(d) COLLATE "C"));
CREATE UNIQUE INDEX ON t (e);
ALTER TABLE t ADD UNIQUE (u, e), ADD CONSTRAINT te UNIQUE (e);
CREATE UNIQUE INDEX iu ON t (c COLLATE "en-x-icu");
ALTER TABLE t ADD CONSTRAINT tu UNIQUE USING INDEX iu;
CREATE UNIQUE INDEX iv ON t (e);
ALTER TABLE t ADD CONSTRAINT tv UNIQUE USING INDEX iv;
SELECT c.relname, indkey, (SELECT array_agg(o::regcollation ORDER BY n) FROM unnest(indcollation::oid[]) WITH ORDINALITY u (o, n)), pg_get_indexdef(indexrelid) FROM pg_index JOIN pg_class c ON c.oid = indexrelid WHERE indrelid = 't'::regclass ORDER BY c.relname;
SELECT indexname, indexdef FROM pg_indexes WHERE tablename = 't' ORDER BY indexname;
SELECT pg_get_indexdef('i7'::regclass, 1, true), pg_get_indexdef('i4'::regclass, 1, false), pg_get_indexdef('i6'::regclass, 5, true);
SELECT c.relname, a.attname, a.attcollation::regcollation FROM pg_attribute a JOIN pg_class c ON c.oid = attrelid WHERE c.relname IN ('i4', 'i6', 'i7', 'ia', 'ib') ORDER BY 1, attnum;
SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint WHERE conrelid = 't'::regclass ORDER BY 1;
SELECT pg_get_expr(adbin, adrelid) FROM pg_attrdef WHERE adrelid = 't'::regclass ORDER BY adnum;
-- Views and tables of queries.
CREATE VIEW v AS SELECT e, u, d, d COLLATE "en-x-icu" AS de, e COLLATE "C" || c AS ec, e = 'a' COLLATE "C" AS x, n, a, upper(e) AS ue, id FROM t;
SELECT attname, attcollation::regcollation FROM pg_attribute WHERE attrelid = 'v'::regclass ORDER BY attnum;
SELECT column_name, collation_name FROM information_schema.columns WHERE table_name = 'v' ORDER BY ordinal_position;
SELECT pg_get_viewdef('v'::regclass);
SELECT e, de FROM v ORDER BY de;
SELECT e FROM v WHERE ue > 'A' ORDER BY e DESC;
CREATE VIEW w AS SELECT e || c AS x FROM t;
CREATE VIEW w AS SELECT e AS x FROM t UNION ALL SELECT c FROM t;
CREATE VIEW w AS SELECT e AS x FROM t WHERE id = 3;
CREATE OR REPLACE VIEW w AS SELECT d AS x FROM t;
CREATE OR REPLACE VIEW w AS SELECT d COLLATE "en-x-icu" AS x FROM t;
CREATE TABLE tt AS SELECT e, u, d, n, a, d COLLATE "C" AS dc, lower(e) AS le, 'x' AS k, 1 AS i FROM t;
SELECT attname, attcollation::regcollation FROM pg_attribute WHERE attrelid = 'tt'::regclass AND attnum > 0 ORDER BY attnum;
CREATE TABLE tx AS SELECT e || c AS x FROM t;
CREATE TABLE tl (LIKE t INCLUDING ALL);
SELECT attname, attcollation::regcollation FROM pg_attribute WHERE attrelid = 'tl'::regclass AND attnum > 0 ORDER BY attnum;
SELECT substring(indexdef FROM 'USING.*') FROM pg_indexes WHERE tablename = 'tl' ORDER BY 1;
CREATE TABLE tw (LIKE v);
SELECT attname, attcollation::regcollation FROM pg_attribute WHERE attrelid = 'tw'::regclass AND attnum > 0 ORDER BY attnum;
SELECT e INTO TEMP ti FROM t;
SELECT attname, attcollation::regcollation FROM pg_attribute WHERE attrelid = 'ti'::regclass AND attnum > 0;
-- Changing them.
DROP VIEW v, w;
ALTER TABLE t ADD COLUMN z text COLLATE "en-x-icu" DEFAULT 'q';
ALTER TABLE t ADD COLUMN zz integer COLLATE "en-x-icu";
ALTER TABLE t ADD COLUMN zz text COLLATE nope;
ALTER TABLE t ALTER COLUMN d TYPE text COLLATE "en-x-icu";
SELECT attcollation::regcollation FROM pg_attribute WHERE attrelid = 't'::regclass AND attname = 'd';
SELECT indexname, indexdef FROM pg_indexes WHERE tablename = 't' ORDER BY indexname;
SELECT id FROM t ORDER BY d, id;
ALTER TABLE t ALTER COLUMN u TYPE text;
ALTER TABLE t ALTER COLUMN c TYPE varchar(30) COLLATE "und-x-icu" USING c || '';
SELECT id FROM t ORDER BY c, id;
SELECT attname, attcollation::regcollation FROM pg_attribute WHERE attrelid = 't'::regclass AND attname IN ('u', 'c') ORDER BY 1;
SELECT indexname, indexdef FROM pg_indexes WHERE tablename = 't' ORDER BY indexname;
ALTER TABLE t ALTER COLUMN d TYPE integer USING length(d);
ALTER TABLE t ALTER COLUMN id TYPE bigint COLLATE "C";
ALTER TABLE t ALTER COLUMN e TYPE text COLLATE "C";
DROP INDEX i9;
ALTER TABLE t DROP COLUMN g;
ALTER TABLE t ALTER COLUMN e TYPE text COLLATE "C";
SELECT indexname, indexdef FROM pg_indexes WHERE tablename = 't' ORDER BY indexname;
SELECT id FROM t ORDER BY e, id;
SELECT id FROM t WHERE e > 'Z' ORDER BY e, id;
-- refused: collations are PostgreSQL's
COMMENT ON COLLATION "en-x-icu" IS 'x';
-- refused: collations are PostgreSQL's
ALTER COLLATION "en-x-icu" REFRESH VERSION;
