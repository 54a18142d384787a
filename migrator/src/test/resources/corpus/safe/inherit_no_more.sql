-- A child leaves its parent.
-- source: https://www.postgresql.org/docs/17/sql-altertable.html: NO INHERIT removes the target
--   table from the list of children
-- schema: library
ALTER TABLE maps NO INHERIT items;
