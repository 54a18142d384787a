-- NOT NULL of a tree reads every row of each table.
-- source: https://www.postgresql.org/docs/17/sql-altertable.html: SET NOT NULL scans the entire
--   table
-- schema: library
-- finds: LOCK-SCAN STATEMENT_UNSUPPORTED
ALTER TABLE items ALTER COLUMN label SET NOT NULL;
