-- Writers wait for all its indexes.
-- source: https://www.postgresql.org/docs/17/sql-reindex.html, Notes
-- schema: shop
-- finds: LOCK-INDEX-BUILD
REINDEX TABLE orders;
