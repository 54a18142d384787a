-- detailed
-- A DO block that is a list of EXECUTE: where its errors are.
CREATE TABLE t (a int PRIMARY KEY, b text NOT NULL);
DO $$ BEGIN EXECUTE 'INSERT INTO t VALUES (1, ''x'')'; END $$;
DO $$
BEGIN
  EXECUTE 'INSERT INTO t VALUES (2, ''x'')';
  EXECUTE 'INSERT INTO t VALUES (1, ''x'')';
END
$$;
SELECT * FROM t ORDER BY a;
DO $$ BEGIN
  EXECUTE 'SELECT a + b FROM t';
END $$;
DO $$ BEGIN
  EXECUTE 'CREATE VIEW v AS
SELECT a AND true FROM t';
END $$;
DO $$ BEGIN EXECUTE 'DROP TABLE missing'; END $$;
DO $$ BEGIN EXECUTE 'UPDATE t SET b = NULL'; END $$;
SELECT * FROM t ORDER BY a;
