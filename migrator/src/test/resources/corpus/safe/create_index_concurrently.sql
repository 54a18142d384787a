-- The build lets writers through.
-- source: https://www.postgresql.org/docs/17/sql-createindex.html#SQL-CREATEINDEX-CONCURRENTLY
-- schema: shop
CREATE INDEX CONCURRENTLY orders_customer ON orders (customer_id);
