-- An index that is there already.
-- source: https://www.postgresql.org/docs/17/sql-createindex.html: IF NOT EXISTS
-- schema: shop
CREATE INDEX IF NOT EXISTS orders_status ON orders (status);
