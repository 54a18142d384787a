-- A trigger is for UPDATE OF the column.
-- source: https://www.postgresql.org/docs/17/sql-altertable.html
-- schema: shop
-- finds: FAILS-AS-WRITTEN
-- fails: 0A000
ALTER TABLE documents ALTER COLUMN body TYPE varchar;
