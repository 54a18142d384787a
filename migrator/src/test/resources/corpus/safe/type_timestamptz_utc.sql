-- In UTC a timestamp is a timestamptz of the same number.
-- source: measured on PostgreSQL 14 to 18, forms.tsv type-compatible; the TimeZone of the plan is UTC
-- schema: shop
ALTER TABLE products ALTER COLUMN checked TYPE timestamptz;
