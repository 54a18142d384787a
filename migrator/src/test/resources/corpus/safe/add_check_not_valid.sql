-- Rows that are there are not looked at.
-- source: https://www.postgresql.org/docs/17/sql-altertable.html, Notes: with NOT VALID the ADD
--   CONSTRAINT command does not scan the table
-- schema: shop
ALTER TABLE orders ADD CONSTRAINT orders_total_positive CHECK (total >= 0) NOT VALID;
