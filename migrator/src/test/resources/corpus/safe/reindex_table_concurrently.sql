-- All indexes of a table.
-- source: https://www.postgresql.org/docs/17/sql-reindex.html#SQL-REINDEX-CONCURRENTLY
-- schema: shop
REINDEX (CONCURRENTLY) TABLE orders;
