-- Rows that are there are not looked at.
-- source: https://www.postgresql.org/docs/17/sql-altertable.html, Notes: with NOT VALID the ADD
--   CONSTRAINT command does not scan the table; ADD FOREIGN KEY requires only a SHARE ROW
--   EXCLUSIVE lock
-- schema: shop
ALTER TABLE orders ADD CONSTRAINT orders_customer FOREIGN KEY (customer_id) REFERENCES customers NOT VALID;
