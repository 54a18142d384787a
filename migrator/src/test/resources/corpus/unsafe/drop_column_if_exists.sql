-- IF EXISTS of a column that is there.
-- source: https://www.postgresql.org/docs/17/sql-altertable.html: DROP COLUMN
-- schema: shop
-- finds: DROP-COLUMN-BREAKS
ALTER TABLE orders DROP COLUMN IF EXISTS status;
