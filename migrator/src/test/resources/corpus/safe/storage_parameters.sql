-- How a table is stored from now on.
-- source: https://www.postgresql.org/docs/17/sql-altertable.html: storage parameters that
--   autovacuum and the planner use take SHARE UPDATE EXCLUSIVE
-- schema: library
ALTER TABLE books SET (toast_tuple_target = 4096, parallel_workers = 2, autovacuum_vacuum_cost_delay = 1);
ALTER TABLE books SET (toast.autovacuum_enabled = true);
