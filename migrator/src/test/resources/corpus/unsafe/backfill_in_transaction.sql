-- The lock of ADD COLUMN is kept while rows are written.
-- source: https://www.postgresql.org/docs/17/explicit-locking.html#LOCKING-TABLES: Once acquired, a
--   lock is normally held until the end of the transaction
-- schema: shop
-- finds: LOCK-KEPT LONG-WRITE
BEGIN;
ALTER TABLE orders ADD COLUMN channel text;
UPDATE orders SET channel = 'web';
COMMIT;
