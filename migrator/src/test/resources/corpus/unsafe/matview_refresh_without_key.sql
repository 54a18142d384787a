-- Without a unique index its readers wait.
-- source: https://www.postgresql.org/docs/17/sql-refreshmaterializedview.html: CONCURRENTLY
--   requires a unique index; without it ACCESS EXCLUSIVE
-- schema: library
-- finds: UNSAFE LOCK-REWRITE
REFRESH MATERIALIZED VIEW letters;
