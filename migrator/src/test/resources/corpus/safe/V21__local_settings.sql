-- Time-outs of one transaction.
-- source: https://www.postgresql.org/docs/17/sql-set.html: SET LOCAL
-- schema: library
SET LOCAL lock_timeout = '1s';
SET LOCAL statement_timeout = '10s';
ALTER TABLE books ADD COLUMN cover text;
COMMENT ON COLUMN books.cover IS 'colour';
