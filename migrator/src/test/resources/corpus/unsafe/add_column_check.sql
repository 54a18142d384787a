-- A CHECK of a new column is checked for every row, though all are alike.
-- source: https://www.postgresql.org/docs/17/sql-altertable.html, Notes: Adding a CHECK or NOT NULL
--   constraint requires scanning the table to verify that existing rows meet the constraint
-- schema: shop
-- finds: LOCK-SCAN
ALTER TABLE orders ADD COLUMN rating integer CHECK (rating BETWEEN 1 AND 5);
