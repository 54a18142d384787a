-- Every row of every partition is looked at.
-- source: https://www.postgresql.org/docs/17/sql-altertable.html, Notes: Adding a CHECK or NOT NULL
--   constraint requires scanning the table to verify that existing rows meet the constraint
-- schema: events
-- finds: LOCK-SCAN
ALTER TABLE events ALTER COLUMN amount SET NOT NULL;
