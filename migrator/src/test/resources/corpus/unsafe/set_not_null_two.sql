-- Two columns, and a default between them.
-- source: https://www.postgresql.org/docs/17/sql-altertable.html, Notes: Adding a CHECK or NOT NULL
--   constraint requires scanning the table to verify that existing rows meet the constraint
-- schema: shop
-- finds: LOCK-SCAN
ALTER TABLE orders
    ALTER COLUMN total SET NOT NULL,
    ALTER COLUMN total SET DEFAULT 0,
    ALTER COLUMN paid SET NOT NULL;
