-- Names that are key words.
-- source: https://www.postgresql.org/docs/17/sql-altertable.html, Notes: a non-volatile DEFAULT is
--   stored in the table's metadata, neither a full table rewrite nor a scan is required
-- schema: shop
ALTER TABLE orders ADD COLUMN "user" text, ADD COLUMN "Mixed Case" boolean DEFAULT false;
