-- Statistics of an indexed expression.
-- source: https://www.postgresql.org/docs/17/sql-alterindex.html
-- schema: shop
ALTER INDEX orders_status SET (fillfactor = 70);
