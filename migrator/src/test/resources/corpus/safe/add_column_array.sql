-- A column of an array type, with an empty one as its default.
-- source: https://www.postgresql.org/docs/17/sql-altertable.html, Notes: a non-volatile DEFAULT is
--   stored in the table's metadata, neither a full table rewrite nor a scan is required
-- schema: shop
ALTER TABLE orders ADD COLUMN tags text[] NOT NULL DEFAULT '{}';
