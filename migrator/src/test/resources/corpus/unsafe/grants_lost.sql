-- What was granted on the old view is not granted on the new one.
-- source: https://www.postgresql.org/docs/17/ddl-priv.html
-- schema: shop
-- finds: GRANTS-LOST
DROP VIEW invoice_list;
CREATE VIEW invoice_list AS SELECT title, id FROM invoices;
