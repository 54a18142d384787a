-- Rows that are equal stop it.
-- source: https://www.postgresql.org/docs/17/sql-createindex.html
-- schema: shop
-- finds: LOCK-INDEX-BUILD DUPLICATES-STOP
CREATE UNIQUE INDEX orders_code ON orders (code);
