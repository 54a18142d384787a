-- The tables at the other ends of its foreign keys are locked too.
-- source: measured on PostgreSQL 14 to 18, forms.tsv drop-table
-- schema: shop
-- finds: DROP-BREAKS LOCKS-PARENT
DROP TABLE order_items;
