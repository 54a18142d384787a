-- NOT VALID, then VALIDATE.
-- source: https://www.postgresql.org/docs/17/sql-altertable.html, Notes: validation acquires only a
--   SHARE UPDATE EXCLUSIVE lock on the table being altered
-- schema: shop
ALTER TABLE orders ADD CONSTRAINT orders_customer FOREIGN KEY (customer_id) REFERENCES customers (id) ON DELETE SET NULL NOT VALID;
ALTER TABLE orders VALIDATE CONSTRAINT orders_customer;
