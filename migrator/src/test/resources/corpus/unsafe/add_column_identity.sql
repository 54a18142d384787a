-- An identity column numbers every row.
-- source: https://www.postgresql.org/docs/17/sql-altertable.html, Notes: Adding a column with a
--   volatile DEFAULT will require the entire table and its indexes to be rewritten
-- schema: shop
-- finds: LOCK-REWRITE
ALTER TABLE visits ADD COLUMN id bigint GENERATED ALWAYS AS IDENTITY;
