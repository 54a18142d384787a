-- What a later CLUSTER would do.
-- source: https://www.postgresql.org/docs/17/sql-altertable.html: CLUSTER ON acquires a SHARE UPDATE
--   EXCLUSIVE lock
-- schema: shop
ALTER TABLE orders CLUSTER ON orders_status;
