-- A longer varbit.
-- source: measured on PostgreSQL 14 to 18, forms.tsv type-compatible
-- schema: shop
ALTER TABLE products ALTER COLUMN flags TYPE varbit(16);
