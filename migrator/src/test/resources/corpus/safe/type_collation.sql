-- Another collation of a text that no index orders.
-- source: measured on PostgreSQL 14 to 18, forms.tsv type-compatible
-- schema: shop
ALTER TABLE orders ALTER COLUMN note TYPE text COLLATE "C";
