-- With a default every row refers to something, and is checked.
-- source: measured on PostgreSQL 14 to 18, forms.tsv add-column-references-default
-- schema: shop
-- finds: LOCK-SCAN
ALTER TABLE order_items ADD COLUMN customer_id bigint DEFAULT 1 REFERENCES customers;
