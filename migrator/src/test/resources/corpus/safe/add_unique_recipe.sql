-- The index CONCURRENTLY, then the constraint.
-- source: https://www.postgresql.org/docs/17/sql-altertable.html: this is a convenient way to add a
--   constraint without blocking table updates for a long time
-- schema: shop
CREATE UNIQUE INDEX CONCURRENTLY orders_code_key ON orders (code);
ALTER TABLE orders ADD CONSTRAINT orders_code_key UNIQUE USING INDEX orders_code_key;
