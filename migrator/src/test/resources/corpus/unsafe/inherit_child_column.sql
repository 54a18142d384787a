-- A child cannot drop what it inherits.
-- source: https://www.postgresql.org/docs/17/ddl-inherit.html: inherited columns cannot be dropped
--   in children
-- schema: library
-- finds: STATEMENT_UNSUPPORTED
-- fails: 42P16
ALTER TABLE discs DROP COLUMN label;
