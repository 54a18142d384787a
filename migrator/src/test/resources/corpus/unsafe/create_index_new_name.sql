-- IF NOT EXISTS of an index that is not there.
-- source: https://www.postgresql.org/docs/17/sql-createindex.html
-- schema: shop
-- finds: LOCK-INDEX-BUILD
CREATE INDEX IF NOT EXISTS orders_customer ON orders (customer_id);
