-- An index of an expression of the column is built anew.
-- source: measured on PostgreSQL 14 to 18, forms.tsv type-compatible-index
-- schema: shop
-- finds: LOCK-INDEX-BUILD
ALTER TABLE products ALTER COLUMN name TYPE varchar;
