-- All partitions are emptied.
-- source: https://www.postgresql.org/docs/17/sql-truncate.html: ACCESS EXCLUSIVE; descendants are
--   truncated too
-- schema: library
-- finds: TRUNCATES
TRUNCATE readings;
