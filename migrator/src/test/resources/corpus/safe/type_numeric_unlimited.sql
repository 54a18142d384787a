-- numeric without limits.
-- source: measured on PostgreSQL 14 to 18, forms.tsv type-compatible
-- schema: shop
ALTER TABLE orders ALTER COLUMN total TYPE numeric;
