-- A domain without constraints.
-- source: measured on PostgreSQL 14 to 18, forms.tsv type-compatible
-- schema: shop
ALTER TABLE payments ALTER COLUMN fee TYPE amount;
