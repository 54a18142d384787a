-- A table that is there already.
-- source: https://www.postgresql.org/docs/17/sql-createtable.html: IF NOT EXISTS
-- schema: shop
CREATE TABLE IF NOT EXISTS orders (id bigint);
