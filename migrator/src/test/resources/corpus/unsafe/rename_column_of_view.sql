-- So is a column of a view.
-- source: https://www.postgresql.org/docs/17/sql-alterview.html
-- schema: shop
-- finds: RENAME-BREAKS
ALTER VIEW invoice_list RENAME COLUMN number TO no;
