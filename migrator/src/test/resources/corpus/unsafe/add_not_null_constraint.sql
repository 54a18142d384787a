-- A named NOT NULL constraint.
-- source: https://www.postgresql.org/docs/18/sql-altertable.html, Notes
-- schema: shop
-- server: 18
-- finds: LOCK-SCAN
ALTER TABLE orders ADD CONSTRAINT orders_total_given NOT NULL total;
