-- So does the build of a unique index.
-- source: https://www.postgresql.org/docs/17/sql-createindex.html#SQL-CREATEINDEX-CONCURRENTLY
-- schema: shop
CREATE UNIQUE INDEX CONCURRENTLY orders_code ON orders (code, id);
