-- A view uses the column.
-- source: https://www.postgresql.org/docs/17/sql-altertable.html, and
--   https://www.postgresql.org/docs/17/ddl-depend.html
-- schema: shop
-- finds: FAILS-AS-WRITTEN
-- fails: 0A000
ALTER TABLE invoices ALTER COLUMN number TYPE bigint;
