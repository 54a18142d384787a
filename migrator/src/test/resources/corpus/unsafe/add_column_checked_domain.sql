-- A domain with a CHECK rewrites the table, even where every value is NULL.
-- source: measured on PostgreSQL 14 to 18, forms.tsv add-column-constrained-domain
-- schema: shop
-- finds: LOCK-REWRITE
ALTER TABLE orders ADD COLUMN tip positive;
