-- So does a domain that is NOT NULL.
-- source: measured on PostgreSQL 14 to 18, forms.tsv add-column-constrained-domain
-- schema: shop
-- finds: LOCK-REWRITE
ALTER TABLE orders ADD COLUMN tip required DEFAULT 0;
