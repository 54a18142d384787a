-- A generated column uses the column.
-- source: https://www.postgresql.org/docs/17/sql-altertable.html
-- schema: shop
-- finds: FAILS-AS-WRITTEN
-- fails: 0A000
ALTER TABLE orders ALTER COLUMN net TYPE bigint;
