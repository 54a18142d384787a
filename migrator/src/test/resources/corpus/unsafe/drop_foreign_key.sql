-- The parent too is locked against every reader.
-- source: measured on PostgreSQL 14 to 18, forms.tsv drop-foreign-key
-- schema: shop
-- finds: LOCKS-PARENT
ALTER TABLE order_items DROP CONSTRAINT order_items_order;
