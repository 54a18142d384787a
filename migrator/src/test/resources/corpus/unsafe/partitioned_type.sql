-- Every partition is rewritten.
-- source: https://www.postgresql.org/docs/17/sql-altertable.html, Notes: changing the type of an
--   existing column will require the entire table and its indexes to be rewritten
-- schema: events
-- finds: LOCK-REWRITE
ALTER TABLE events ALTER COLUMN kind_id TYPE bigint;
