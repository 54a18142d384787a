-- Part of the rows, in another order.
-- source: https://www.postgresql.org/docs/17/sql-createindex.html#SQL-CREATEINDEX-CONCURRENTLY
-- schema: shop
CREATE INDEX CONCURRENTLY IF NOT EXISTS orders_due ON orders (due DESC NULLS LAST) INCLUDE (total) WHERE paid;
