-- DO with a list of statements: one transaction, or none of them.
CREATE TABLE t (a integer PRIMARY KEY);
DO $x$BEGIN
EXECUTE 'INSERT INTO t VALUES (1)';
EXECUTE 'ALTER TABLE t RENAME TO s';
EXECUTE 'CREATE TABLE t (b text)';
EXECUTE 'SELECT * FROM s';
END$x$;
SELECT * FROM s;
SELECT count(*) FROM t;
DO $x$BEGIN EXECUTE 'INSERT INTO s VALUES (2)'; EXECUTE 'INSERT INTO s VALUES (1)'; END$x$;
SELECT * FROM s;
BEGIN;
DO LANGUAGE plpgsql $x$BEGIN EXECUTE 'INSERT INTO s VALUES (3)'; END;$x$;
SELECT * FROM s ORDER BY a;
ROLLBACK;
SELECT * FROM s;
DO $x$BEGIN END$x$;
-- refused: a block is a list of EXECUTE
DO $x$DECLARE i integer; BEGIN i := 1; END$x$;
