-- A volatile default writes every table of a tree anew.
-- source: https://www.postgresql.org/docs/17/sql-altertable.html: adding a column with a volatile
--   DEFAULT requires the table and its indexes to be rewritten
-- schema: library
-- finds: LOCK-REWRITE STATEMENT_UNSUPPORTED
ALTER TABLE items ADD COLUMN token uuid DEFAULT gen_random_uuid();
