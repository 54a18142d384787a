-- Digits are written out.
-- source: https://www.postgresql.org/docs/17/sql-altertable.html, Notes: changing the type of an
--   existing column will require the entire table and its indexes to be rewritten
-- schema: shop
-- finds: LOCK-REWRITE
ALTER TABLE products ALTER COLUMN ratio TYPE numeric;
