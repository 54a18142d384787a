-- The view makes room for a change of the catalog.
-- source: https://www.postgresql.org/docs/17/sql-createview.html;
--   https://www.postgresql.org/docs/17/sql-altertable.html, Notes: if the USING clause does not
--   change the column contents and the old type is either binary coercible to the new type …, a
--   table rewrite is not needed
-- schema: shop
DROP VIEW invoice_list;
ALTER TABLE invoices ALTER COLUMN title TYPE text;
CREATE VIEW invoice_list AS SELECT id, number, title FROM invoices;
