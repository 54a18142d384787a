-- A domain without constraints is like its base type.
-- source: measured on PostgreSQL 14 to 18, forms.tsv add-column-domain
-- schema: shop
ALTER TABLE orders ADD COLUMN tip amount;
