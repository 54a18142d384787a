-- Several instant changes of one table.
-- source: https://www.postgresql.org/docs/17/explicit-locking.html#LOCKING-TABLES: Once acquired, a
--   lock is normally held until the end of the transaction
-- schema: shop
BEGIN;
ALTER TABLE orders ADD COLUMN weight numeric;
ALTER TABLE orders ALTER COLUMN weight SET DEFAULT 0;
COMMENT ON COLUMN orders.weight IS 'in kilograms';
COMMIT;
