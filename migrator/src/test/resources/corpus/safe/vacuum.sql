-- Writers go on.
-- source: https://www.postgresql.org/docs/17/sql-vacuum.html
-- schema: shop
VACUUM (ANALYZE) orders;
