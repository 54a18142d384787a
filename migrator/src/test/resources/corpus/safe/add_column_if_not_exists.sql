-- A column that is there already.
-- source: https://www.postgresql.org/docs/17/sql-altertable.html: ADD COLUMN IF NOT EXISTS
-- schema: shop
ALTER TABLE orders ADD COLUMN IF NOT EXISTS note text;
