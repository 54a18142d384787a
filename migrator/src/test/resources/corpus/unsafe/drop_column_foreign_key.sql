-- With the column goes its foreign key, which locks the other table.
-- source: measured on PostgreSQL 14 to 18, forms.tsv drop-column-foreign-key
-- schema: shop
-- finds: LOCKS-PARENT DROP-COLUMN-BREAKS
ALTER TABLE payments DROP COLUMN order_id;
