-- Another index under the same name.
-- source: https://www.postgresql.org/docs/17/sql-createindex.html#SQL-CREATEINDEX-CONCURRENTLY
-- schema: shop
DROP INDEX CONCURRENTLY orders_status;
CREATE INDEX CONCURRENTLY orders_status ON orders (status, placed);
