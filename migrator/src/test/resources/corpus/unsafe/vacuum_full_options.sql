-- The same in parentheses.
-- source: https://www.postgresql.org/docs/17/sql-vacuum.html
-- schema: shop
-- finds: LOCK-REWRITE
VACUUM (FULL, ANALYZE) orders;
