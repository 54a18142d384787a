-- NOT NULL of a virtual column is proven by reading.
-- source: measured on PostgreSQL 14 to 18, forms.tsv add-column-virtual-not-null
-- schema: shop
-- server: 18
-- finds: LOCK-SCAN
ALTER TABLE orders ADD COLUMN doubled numeric GENERATED ALWAYS AS (id * 2) VIRTUAL NOT NULL;
