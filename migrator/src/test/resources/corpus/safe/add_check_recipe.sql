-- NOT VALID, then VALIDATE, each in a transaction of its own.
-- source: https://www.postgresql.org/docs/17/sql-altertable.html, Notes: validation acquires only a
--   SHARE UPDATE EXCLUSIVE lock on the table being altered
-- schema: shop
ALTER TABLE orders ADD CONSTRAINT orders_total_positive CHECK (total >= 0) NOT VALID;
ALTER TABLE orders VALIDATE CONSTRAINT orders_total_positive;
