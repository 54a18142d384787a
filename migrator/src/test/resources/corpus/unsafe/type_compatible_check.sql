-- A CHECK on the column is checked again for every row.
-- source: measured on PostgreSQL 14 to 18, forms.tsv type-compatible-check
-- schema: shop
-- finds: LOCK-SCAN
ALTER TABLE products ALTER COLUMN sku TYPE varchar(40);
