-- There is no CONCURRENTLY of a partitioned table.
-- source: https://www.postgresql.org/docs/17/sql-createindex.html: Concurrent builds for indexes on
--   partitioned tables are currently not supported
-- schema: events
-- finds: FAILS-AS-WRITTEN
-- fails: 0A000
CREATE INDEX CONCURRENTLY events_kind ON events (kind);
