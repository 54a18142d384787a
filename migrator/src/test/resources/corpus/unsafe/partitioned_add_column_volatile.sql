-- Every partition is rewritten.
-- source: https://www.postgresql.org/docs/17/sql-altertable.html, Notes: Adding a column with a
--   volatile DEFAULT will require the entire table and its indexes to be rewritten
-- schema: events
-- finds: LOCK-REWRITE
ALTER TABLE events ADD COLUMN token uuid DEFAULT gen_random_uuid();
