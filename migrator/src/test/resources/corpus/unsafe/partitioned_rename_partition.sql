-- A partition is used by its name as well.
-- source: https://www.postgresql.org/docs/17/sql-altertable.html
-- schema: events
-- finds: RENAME-BREAKS
ALTER TABLE events_2025 RENAME TO events_old;
