-- A view goes as well.
-- source: https://www.postgresql.org/docs/17/ddl-depend.html
-- schema: shop
-- finds: DEPENDENT_OBJECT
ALTER TABLE invoices DROP COLUMN number CASCADE;
