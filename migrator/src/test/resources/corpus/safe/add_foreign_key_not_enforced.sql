-- A foreign key for readers alone.
-- source: https://www.postgresql.org/docs/18/sql-altertable.html: NOT ENFORCED
-- schema: shop
-- server: 18
ALTER TABLE orders ADD CONSTRAINT orders_customer FOREIGN KEY (customer_id) REFERENCES customers NOT ENFORCED;
