-- An index orders by the collation.
-- source: measured on PostgreSQL 14 to 18, forms.tsv type-compatible-index
-- schema: shop
-- finds: LOCK-INDEX-BUILD
ALTER TABLE customers ALTER COLUMN city TYPE text COLLATE "C";
