-- Both tables take no writes while every row is checked.
-- source: https://www.postgresql.org/docs/17/sql-altertable.html, Notes, and measured on PostgreSQL 14
--   to 18, forms.tsv add-foreign-key
-- schema: shop
-- finds: LOCK-SCAN LOCKS-PARENT
ALTER TABLE orders ADD CONSTRAINT orders_customer FOREIGN KEY (customer_id) REFERENCES customers (id);
