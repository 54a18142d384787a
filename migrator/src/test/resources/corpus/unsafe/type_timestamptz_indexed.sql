-- An index on the column is built anew, though the rows stay.
-- source: measured on PostgreSQL 14 to 18, forms.tsv type-compatible-index
-- schema: shop
-- finds: LOCK-INDEX-BUILD
ALTER TABLE orders ALTER COLUMN placed TYPE timestamptz;
