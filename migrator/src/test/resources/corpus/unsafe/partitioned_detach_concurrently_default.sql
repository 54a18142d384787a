-- Not where there is a DEFAULT partition.
-- source: https://www.postgresql.org/docs/17/sql-altertable.html: CONCURRENTLY cannot be run if the
--   partitioned table contains a default partition
-- schema: events
-- finds: FAILS-AS-WRITTEN
-- fails: 55000
ALTER TABLE measures DETACH PARTITION measures_eu CONCURRENTLY;
