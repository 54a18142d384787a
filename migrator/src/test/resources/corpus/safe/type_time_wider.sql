-- A time of more digits.
-- source: measured on PostgreSQL 14 to 18, forms.tsv type-compatible
-- schema: shop
ALTER TABLE products ALTER COLUMN opens TYPE time(6);
