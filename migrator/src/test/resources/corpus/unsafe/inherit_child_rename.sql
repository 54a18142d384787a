-- A child cannot rename what it inherits.
-- source: https://www.postgresql.org/docs/17/sql-altertable.html: inherited columns can only be
--   renamed in the parent
-- schema: library
-- finds: STATEMENT_UNSUPPORTED
-- fails: 42P16
ALTER TABLE maps RENAME COLUMN label TO title;
