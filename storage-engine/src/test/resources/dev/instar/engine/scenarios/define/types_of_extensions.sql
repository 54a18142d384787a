-- A type that the search path does not find is written with its schema.
CREATE SCHEMA ext;
CREATE EXTENSION citext SCHEMA ext;
CREATE TABLE t (a ext.citext, b ext.citext[], c text DEFAULT 'x'::text::ext.citext);
SELECT attname, format_type(atttypid, atttypmod), atttypid::regtype FROM pg_attribute WHERE attrelid = 't'::regclass AND attnum > 0 ORDER BY attnum;
SELECT pg_get_expr(adbin, adrelid) FROM pg_attrdef WHERE adrelid = 't'::regclass;
CREATE VIEW v AS SELECT c::ext.citext AS folded FROM t;
SELECT pg_get_viewdef('v');
SELECT to_regtype('citext'), to_regtype('ext.citext'), to_regtype('ext.citext[]');
SELECT data_type, udt_schema, udt_name FROM information_schema.columns WHERE table_name = 't' ORDER BY ordinal_position;
SET search_path = ext, public;
SELECT attname, format_type(atttypid, atttypmod), atttypid::regtype FROM pg_attribute WHERE attrelid = 't'::regclass AND attnum > 0 ORDER BY attnum;
SELECT pg_get_expr(adbin, adrelid) FROM pg_attrdef WHERE adrelid = 't'::regclass;
SELECT pg_get_viewdef('v');
SELECT to_regtype('citext'), to_regtype('ext.citext'), to_regtype('ext.citext[]');
SET search_path = '';
SELECT format_type(atttypid, NULL) FROM pg_attribute WHERE attrelid = 'public.t'::regclass AND attnum > 0 ORDER BY attnum;
