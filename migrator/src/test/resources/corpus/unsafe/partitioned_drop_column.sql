-- The old application still reads the column.
-- source: https://www.postgresql.org/docs/17/sql-altertable.html
-- schema: events
-- finds: DROP-COLUMN-BREAKS
ALTER TABLE events DROP COLUMN payload;
