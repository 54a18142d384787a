-- The lock of NOT VALID is kept while rows are read.
-- source: https://www.postgresql.org/docs/17/explicit-locking.html#LOCKING-TABLES: Once acquired, a
--   lock is normally held until the end of the transaction
-- schema: shop
-- finds: LOCK-KEPT
BEGIN;
ALTER TABLE orders ADD CONSTRAINT orders_total_positive CHECK (total >= 0) NOT VALID;
ALTER TABLE orders VALIDATE CONSTRAINT orders_total_positive;
COMMIT;
