-- NOT NULL with a constant default needs no look at the rows.
-- source: https://www.postgresql.org/docs/17/sql-altertable.html, Notes: a non-volatile DEFAULT is
--   stored in the table's metadata, neither a full table rewrite nor a scan is required
-- schema: shop
ALTER TABLE orders ADD COLUMN retries integer NOT NULL DEFAULT 0;
