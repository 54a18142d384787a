-- A volatile default is computed for every row.
-- source: https://www.postgresql.org/docs/17/sql-altertable.html, Notes: Adding a column with a
--   volatile DEFAULT will require the entire table and its indexes to be rewritten
-- schema: shop
-- finds: LOCK-REWRITE
ALTER TABLE orders ADD COLUMN token uuid DEFAULT gen_random_uuid();
