-- Queries may rely on it; and without CONCURRENTLY they wait.
-- source: https://www.postgresql.org/docs/17/sql-dropindex.html: CONCURRENTLY
-- schema: shop
-- finds: DROP-INDEX-SLOWS
DROP INDEX orders_status;
