-- BEGIN and COMMIT around one instant change.
-- source: https://www.postgresql.org/docs/17/explicit-locking.html#LOCKING-TABLES: Once acquired, a
--   lock is normally held until the end of the transaction
-- schema: shop
BEGIN;
ALTER TABLE orders ADD COLUMN weight numeric;
COMMIT;
