-- UNIQUE builds an index over the rows.
-- source: measured on PostgreSQL 14 to 18, forms.tsv add-column-unique
-- schema: shop
-- finds: LOCK-INDEX-BUILD
ALTER TABLE orders ADD COLUMN reference text UNIQUE;
