-- ALTER TABLE of an index.
-- source: measured on PostgreSQL 14 to 18, forms.tsv rename-index-as-table
-- schema: shop
ALTER TABLE orders_status RENAME TO orders_by_status;
