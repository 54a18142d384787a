-- Readers wait while the view is filled.
-- source: https://www.postgresql.org/docs/17/sql-refreshmaterializedview.html;
--   https://www.postgresql.org/docs/17/explicit-locking.html#LOCKING-TABLES: ACCESS EXCLUSIVE
-- schema: shop
-- finds: LOCK-REWRITE
REFRESH MATERIALIZED VIEW totals;
