-- A column without a default changes the catalog alone.
-- source: https://www.postgresql.org/docs/17/sql-altertable.html, Notes
-- schema: shop
ALTER TABLE orders ADD COLUMN weight numeric(8,3);
