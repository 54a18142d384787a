-- Readers and writers of the parent go on.
-- source: https://www.postgresql.org/docs/17/sql-altertable.html: DETACH PARTITION CONCURRENTLY
-- schema: events
ALTER TABLE events DETACH PARTITION events_2025 CONCURRENTLY;
