-- Drop and create in one breath.
-- source: https://www.postgresql.org/docs/17/sql-createview.html
-- schema: shop
DROP VIEW invoice_list;
CREATE VIEW invoice_list AS SELECT title, id FROM invoices;
GRANT SELECT ON invoice_list TO PUBLIC;
