-- The old application still reads it.
-- source: https://www.postgresql.org/docs/17/sql-dropview.html
-- schema: shop
-- finds: DROP-BREAKS
DROP VIEW invoice_list;
