-- A table is rewritten twice in one file.
-- source: https://www.postgresql.org/docs/17/sql-altertable.html, Notes: changing the type of an
--   existing column will require the entire table and its indexes to be rewritten
-- schema: shop
-- finds: LOCK-REWRITE REBUILT-TWICE
ALTER TABLE invoices ALTER COLUMN due TYPE timestamp;
ALTER TABLE invoices ALTER COLUMN title TYPE char(60);
