-- Every row is looked at while nobody can read or write.
-- source: https://www.postgresql.org/docs/17/sql-altertable.html, Notes: Adding a CHECK or NOT NULL
--   constraint requires scanning the table to verify that existing rows meet the constraint
-- schema: shop
-- finds: LOCK-SCAN
ALTER TABLE orders ADD CONSTRAINT orders_total_positive CHECK (total >= 0);
