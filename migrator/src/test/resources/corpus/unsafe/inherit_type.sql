-- Another type of a tree's column writes every table anew.
-- source: https://www.postgresql.org/docs/17/sql-altertable.html: changing the type of an existing
--   column requires the table to be rewritten
-- schema: library
-- finds: LOCK-REWRITE STATEMENT_UNSUPPORTED
ALTER TABLE items ALTER COLUMN weight TYPE text;
