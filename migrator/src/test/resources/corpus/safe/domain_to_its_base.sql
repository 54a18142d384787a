-- A column of a domain gets the type below it.
-- source: https://www.postgresql.org/docs/17/sql-altertable.html: binary coercible types are not
--   rewritten
-- schema: library
ALTER TABLE books ALTER COLUMN price TYPE numeric(8,2);
