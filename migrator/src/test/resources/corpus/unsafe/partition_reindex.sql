-- The indexes of all partitions are built under locks.
-- source: https://www.postgresql.org/docs/17/sql-reindex.html: REINDEX without CONCURRENTLY locks
--   out writes
-- schema: library
-- finds: LOCK-INDEX-BUILD
REINDEX INDEX readings_room;
