-- What PostgreSQL has and the engine has not: it says so.
CREATE TABLE t (a integer, b integer);
CREATE ROLE d_refused;
-- refused: partitioning
CREATE TABLE x (a integer) PARTITION BY RANGE (a);
-- refused: inheritance
CREATE TABLE x (b integer) INHERITS (t);
-- refused: exclusion constraints
CREATE TABLE x (a int4range, EXCLUDE USING gist (a WITH &&));
-- refused: domains
CREATE DOMAIN positive AS integer CHECK (VALUE > 0);
-- refused: privileges on columns
GRANT SELECT (a) ON t TO d_refused;
-- refused: privileges of objects to come
ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO d_refused;
-- refused: privileges on types
GRANT USAGE ON TYPE integer TO d_refused;
-- refused: updatable views with a check
CREATE VIEW v AS SELECT a FROM t WHERE a > 0 WITH CHECK OPTION;
-- refused: materialized views
CREATE MATERIALIZED VIEW m AS SELECT * FROM t;
-- refused: triggers
CREATE TRIGGER g BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION suppress_redundant_updates_trigger();
-- refused: row types
CREATE TYPE pair AS (a integer, b integer);
-- refused: linguistic collations in a database
CREATE TABLE x (a text COLLATE "de-x-icu");
-- refused: an option of a membership
GRANT d_refused TO CURRENT_USER WITH ADMIN OPTION;
-- refused: settings of a role in one database
ALTER ROLE d_refused IN DATABASE postgres SET work_mem = '1MB';
-- refused: what roles own, all at once
REASSIGN OWNED BY d_refused TO CURRENT_USER;
-- refused: what roles own, all at once
DROP OWNED BY d_refused;
-- refused: views in place of other views' queries
CREATE RECURSIVE VIEW r (n) AS SELECT 1;
DROP ROLE d_refused;
ALTER ROLE current_user SET work_mem = '3MB';
ALTER ROLE current_user RESET work_mem;
ALTER DATABASE missing SET work_mem = '1MB';
ALTER ROLE current_user SET missing = 1;
