-- The parent is locked too.
-- source: measured on PostgreSQL 14 to 18, forms.tsv add-column-references
-- schema: shop
-- finds: LOCKS-PARENT
ALTER TABLE order_items ADD COLUMN customer_id bigint REFERENCES customers;
