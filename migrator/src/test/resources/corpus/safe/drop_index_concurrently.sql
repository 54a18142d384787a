-- The drop lets writers through.
-- source: https://www.postgresql.org/docs/17/sql-dropindex.html: CONCURRENTLY
-- schema: shop
DROP INDEX CONCURRENTLY orders_status;
