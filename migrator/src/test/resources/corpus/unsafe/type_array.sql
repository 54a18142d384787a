-- An array of another type.
-- source: https://www.postgresql.org/docs/17/sql-altertable.html: changing the type of an existing
--   column requires the table to be rewritten
-- schema: library
-- finds: LOCK-REWRITE
ALTER TABLE books ALTER COLUMN tags TYPE varchar(20)[];
