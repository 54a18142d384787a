-- A long statement between drop and create.
-- source: https://www.postgresql.org/docs/17/sql-dropview.html
-- schema: shop
-- finds: MISSING-MEANWHILE LOCK-INDEX-BUILD
DROP VIEW invoice_list;
CREATE INDEX invoices_title ON invoices (title);
CREATE VIEW invoice_list AS SELECT title, id FROM invoices;
