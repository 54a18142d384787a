-- Settings of a materialized view.
-- source: https://www.postgresql.org/docs/17/sql-altermaterializedview.html
-- schema: library
ALTER MATERIALIZED VIEW titles SET (autovacuum_enabled = false);
ALTER MATERIALIZED VIEW titles ALTER COLUMN title SET STATISTICS 500;
