-- A CHECK of a tree reads every row of each table.
-- source: https://www.postgresql.org/docs/17/sql-altertable.html: adding a constraint scans the
--   table and its descendants
-- schema: library
-- finds: LOCK-SCAN STATEMENT_UNSUPPORTED
ALTER TABLE items ADD CONSTRAINT items_weight CHECK (weight >= 0);
