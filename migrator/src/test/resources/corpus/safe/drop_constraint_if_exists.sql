-- A constraint that is not there.
-- source: https://www.postgresql.org/docs/17/sql-altertable.html: DROP CONSTRAINT IF EXISTS
-- schema: shop
ALTER TABLE orders DROP CONSTRAINT IF EXISTS orders_nothing;
