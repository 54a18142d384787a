-- SET NOT NULL proves the constraint that was not valid.
-- source: measured on PostgreSQL 14 to 18, forms.tsv set-not-null-over-not-valid
-- schema: shop
-- server: 18
-- finds: LOCK-SCAN
ALTER TABLE orders ADD CONSTRAINT orders_total_given NOT NULL total NOT VALID;
ALTER TABLE orders ALTER COLUMN total SET NOT NULL;
