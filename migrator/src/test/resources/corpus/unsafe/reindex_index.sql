-- Writers wait, and whoever would use the index.
-- source: https://www.postgresql.org/docs/17/sql-reindex.html, Notes
-- schema: shop
-- finds: LOCK-INDEX-BUILD
REINDEX INDEX orders_status;
