-- A constant default is stored in the catalog.
-- source: https://www.postgresql.org/docs/17/sql-altertable.html, Notes: a non-volatile DEFAULT is
--   stored in the table's metadata, neither a full table rewrite nor a scan is required
-- schema: shop
ALTER TABLE orders ADD COLUMN channel text DEFAULT 'web';
