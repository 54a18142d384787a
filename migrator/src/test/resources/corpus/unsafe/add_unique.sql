-- The index is built while nobody can read or write.
-- source: measured on PostgreSQL 14 to 18, forms.tsv add-unique
-- schema: shop
-- finds: LOCK-INDEX-BUILD
ALTER TABLE orders ADD CONSTRAINT orders_code_key UNIQUE (code);
