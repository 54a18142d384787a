-- EXCLUDE has no way to be built beside writers.
-- source: measured on PostgreSQL 14 to 18, forms.tsv add-exclude
-- schema: shop
-- finds: LOCK-INDEX-BUILD
ALTER TABLE products ADD CONSTRAINT products_once EXCLUDE USING gist (sold WITH &&);
