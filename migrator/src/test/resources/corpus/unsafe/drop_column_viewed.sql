-- A view uses the column.
-- source: https://www.postgresql.org/docs/17/ddl-depend.html
-- schema: shop
-- finds: FAILS-AS-WRITTEN
-- fails: 2BP01
ALTER TABLE invoices DROP COLUMN number;
