-- No default for the rows to come.
-- source: https://www.postgresql.org/docs/17/sql-altertable.html: DROP DEFAULT
-- schema: shop
ALTER TABLE orders ALTER COLUMN status DROP DEFAULT;
