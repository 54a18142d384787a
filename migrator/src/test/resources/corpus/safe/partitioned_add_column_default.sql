-- A constant default.
-- source: https://www.postgresql.org/docs/17/sql-altertable.html, Notes: a non-volatile DEFAULT is
--   stored in the table's metadata, neither a full table rewrite nor a scan is required
-- schema: events
ALTER TABLE events ADD COLUMN source text NOT NULL DEFAULT 'web';
