-- When the constraint is checked.
-- source: measured on PostgreSQL 14 to 18, forms.tsv alter-constraint
-- schema: shop
ALTER TABLE order_items ALTER CONSTRAINT order_items_order DEFERRABLE INITIALLY DEFERRED;
