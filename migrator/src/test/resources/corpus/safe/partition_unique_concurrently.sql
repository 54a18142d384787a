-- A unique index on one partition, beside writers.
-- source: https://www.postgresql.org/docs/17/sql-createindex.html: concurrent builds for indexes on
--   partitioned tables are currently not supported; build the index on each partition individually
-- schema: library
CREATE UNIQUE INDEX CONCURRENTLY readings_2026_once ON readings_2026 (id, at);
