-- NOT VALID and VALIDATE in one statement have one lock.
-- source: measured on PostgreSQL 14 to 18, forms.tsv add-check-and-validate
-- schema: shop
-- finds: LOCK-SCAN
ALTER TABLE orders
    ADD CONSTRAINT orders_total_positive CHECK (total >= 0) NOT VALID,
    VALIDATE CONSTRAINT orders_total_positive;
