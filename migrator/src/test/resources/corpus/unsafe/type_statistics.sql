-- What ANALYZE knew of the column is gone.
-- source: measured on PostgreSQL 14 to 18, forms.tsv type-compatible;
--   https://www.postgresql.org/docs/17/sql-altertable.html: run ANALYZE after
-- schema: shop
-- finds: STATISTICS-LOST
ALTER TABLE customers ALTER COLUMN email TYPE text;
