-- A column of a tree of tables, in the catalog alone.
-- source: https://www.postgresql.org/docs/17/sql-altertable.html: the new column is added to
--   descendants; when a column is added without a default, no rewrite is needed
-- schema: library
ALTER TABLE items ADD COLUMN owner text, ADD COLUMN copies integer NOT NULL DEFAULT 1;
