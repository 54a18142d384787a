-- Readers go on.
-- source: https://www.postgresql.org/docs/17/sql-refreshmaterializedview.html: CONCURRENTLY without
--   locking out concurrent selects
-- schema: shop
REFRESH MATERIALIZED VIEW CONCURRENTLY totals;
