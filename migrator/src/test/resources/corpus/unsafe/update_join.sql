-- Rows of a join.
-- source: https://www.postgresql.org/docs/17/sql-update.html
-- schema: shop
-- finds: LONG-WRITE
UPDATE orders SET note = c.name FROM customers AS c WHERE c.id = orders.customer_id;
