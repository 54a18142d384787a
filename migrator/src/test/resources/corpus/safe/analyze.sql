-- Writers go on.
-- source: https://www.postgresql.org/docs/17/sql-analyze.html: acquires a SHARE UPDATE EXCLUSIVE lock
-- schema: shop
ANALYZE orders (status, paid);
