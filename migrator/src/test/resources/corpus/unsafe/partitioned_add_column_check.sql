-- Every partition is read.
-- source: https://www.postgresql.org/docs/17/sql-altertable.html, Notes: Adding a CHECK or NOT NULL
--   constraint requires scanning the table to verify that existing rows meet the constraint
-- schema: events
-- finds: LOCK-SCAN
ALTER TABLE events ADD COLUMN rating integer CHECK (rating > 0);
