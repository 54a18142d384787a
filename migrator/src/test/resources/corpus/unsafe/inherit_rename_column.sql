-- A column of a tree gets another name.
-- source: https://www.postgresql.org/docs/17/sql-altertable.html: RENAME
-- schema: library
-- finds: STATEMENT_UNSUPPORTED
ALTER TABLE items RENAME COLUMN label TO title;
