-- A default is for the rows to come.
-- source: https://www.postgresql.org/docs/17/sql-altertable.html: SET DEFAULT
-- schema: shop
ALTER TABLE orders ALTER COLUMN paid SET DEFAULT false;
