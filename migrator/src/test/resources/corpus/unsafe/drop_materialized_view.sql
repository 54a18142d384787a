-- The old application still reads it.
-- source: https://www.postgresql.org/docs/17/sql-dropmaterializedview.html
-- schema: shop
-- finds: DROP-BREAKS
DROP MATERIALIZED VIEW totals;
