-- Every row is checked.
-- source: measured on PostgreSQL 14 to 18, forms.tsv alter-constraint-enforced
-- schema: shop
-- server: 18
-- finds: LOCK-SCAN
ALTER TABLE orders ADD CONSTRAINT orders_customer FOREIGN KEY (customer_id) REFERENCES customers NOT ENFORCED;
ALTER TABLE orders ALTER CONSTRAINT orders_customer ENFORCED;
