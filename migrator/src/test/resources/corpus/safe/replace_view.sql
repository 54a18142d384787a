-- The lock is on the view alone.
-- source: https://www.postgresql.org/docs/17/sql-createview.html: OR REPLACE; measured on PostgreSQL
--   14 to 18, forms.tsv replace-view
-- schema: shop
CREATE OR REPLACE VIEW invoice_list AS SELECT id, number, title FROM invoices;
