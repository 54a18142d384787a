-- A virtual generated column is computed when it is read.
-- source: https://www.postgresql.org/docs/18/ddl-generated-columns.html: A virtual generated column
--   occupies no storage
-- schema: shop
-- server: 18
ALTER TABLE orders ADD COLUMN doubled numeric GENERATED ALWAYS AS (total * 2) VIRTUAL;
