-- A CHECK of a tree, for new rows.
-- source: https://www.postgresql.org/docs/17/sql-altertable.html: NOT VALID suppresses the scan of
--   the table
-- schema: library
ALTER TABLE items ADD CONSTRAINT items_weight CHECK (weight >= 0) NOT VALID;
