-- Fewer rules need no look at the rows.
-- source: https://www.postgresql.org/docs/17/sql-altertable.html
-- schema: events
ALTER TABLE events ALTER COLUMN kind DROP NOT NULL;
