-- What ANALYZE takes the number of values for.
-- source: https://www.postgresql.org/docs/17/sql-altertable.html: per-attribute options acquire a
--   SHARE UPDATE EXCLUSIVE lock
-- schema: shop
ALTER TABLE orders ALTER COLUMN customer_id SET (n_distinct = -0.1);
