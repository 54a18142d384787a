-- A column of a tree that somebody uses.
-- source: https://www.postgresql.org/docs/17/sql-altertable.html: DROP COLUMN
-- schema: library
-- finds: STATEMENT_UNSUPPORTED
ALTER TABLE items DROP COLUMN weight;
