-- A view is used by its name.
-- source: https://www.postgresql.org/docs/17/sql-alterview.html
-- schema: shop
-- finds: RENAME-BREAKS
ALTER VIEW invoice_list RENAME TO invoice_overview;
