-- A new enum, and a column of it with a constant default.
-- source: https://www.postgresql.org/docs/17/sql-altertable.html: a non-volatile DEFAULT is
--   evaluated at the time of the statement and stored in the metadata
-- schema: library
CREATE TYPE loan_state AS ENUM ('open', 'closed');
ALTER TABLE loans ADD COLUMN state loan_state NOT NULL DEFAULT 'open';
