-- Two columns, without a name.
-- source: measured on PostgreSQL 14 to 18, forms.tsv add-unique
-- schema: shop
-- finds: LOCK-INDEX-BUILD
ALTER TABLE products ADD UNIQUE (name, brand);
