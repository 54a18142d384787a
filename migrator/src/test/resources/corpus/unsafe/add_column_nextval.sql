-- nextval() is volatile.
-- source: https://www.postgresql.org/docs/17/sql-altertable.html, Notes: Adding a column with a
--   volatile DEFAULT will require the entire table and its indexes to be rewritten
-- schema: shop
-- finds: LOCK-REWRITE
ALTER TABLE orders ADD COLUMN ticket bigint DEFAULT nextval('numbers');
