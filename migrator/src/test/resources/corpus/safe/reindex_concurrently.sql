-- The build lets writers through.
-- source: https://www.postgresql.org/docs/17/sql-reindex.html#SQL-REINDEX-CONCURRENTLY
-- schema: shop
REINDEX INDEX CONCURRENTLY orders_status;
