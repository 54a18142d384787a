-- With a constant default too.
-- source: https://www.postgresql.org/docs/17/sql-altertable.html, Notes: Adding a CHECK or NOT NULL
--   constraint requires scanning the table to verify that existing rows meet the constraint
-- schema: shop
-- finds: LOCK-SCAN
ALTER TABLE orders ADD COLUMN rating integer NOT NULL DEFAULT 3 CHECK (rating > 0);
