-- The old application still reads the column.
-- source: https://www.postgresql.org/docs/17/sql-altertable.html: DROP COLUMN
-- schema: shop
-- finds: DROP-COLUMN-BREAKS
ALTER TABLE orders DROP COLUMN note;
