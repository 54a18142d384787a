-- A table like another.
-- source: https://www.postgresql.org/docs/17/sql-createtable.html: LIKE
-- schema: shop
CREATE TABLE orders_old (LIKE orders INCLUDING DEFAULTS INCLUDING CONSTRAINTS);
