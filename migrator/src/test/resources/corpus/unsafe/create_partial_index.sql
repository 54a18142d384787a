-- A partial index reads every row as well.
-- source: https://www.postgresql.org/docs/17/sql-createindex.html
-- schema: shop
-- finds: LOCK-INDEX-BUILD
CREATE INDEX orders_unpaid ON orders (due) WHERE paid IS NULL;
