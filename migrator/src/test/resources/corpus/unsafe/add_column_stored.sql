-- A stored generated column is computed for every row.
-- source: measured on PostgreSQL 14 to 18, forms.tsv add-column-generated
-- schema: shop
-- finds: LOCK-REWRITE
ALTER TABLE orders ADD COLUMN doubled numeric GENERATED ALWAYS AS (total * 2) STORED;
