-- The old application still calls it.
-- source: https://www.postgresql.org/docs/17/sql-dropfunction.html
-- schema: shop
-- finds: DROP-BREAKS
DROP FUNCTION next_ticket();
