-- An index that is not there.
-- source: https://www.postgresql.org/docs/17/sql-dropindex.html: IF EXISTS
-- schema: shop
DROP INDEX IF EXISTS orders_nothing;
