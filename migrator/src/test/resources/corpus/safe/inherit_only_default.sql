-- A default of the parent alone.
-- source: https://www.postgresql.org/docs/17/sql-altertable.html: the new default applies to later
--   INSERTs
-- schema: library
ALTER TABLE ONLY items ALTER COLUMN label SET DEFAULT 'none';
