-- A file that Flyway runs in one transaction.
-- source: https://documentation.red-gate.com/flyway: a migration is one transaction;
--   https://www.postgresql.org/docs/17/explicit-locking.html#LOCKING-TABLES: Once acquired, a
--   lock is normally held until the end of the transaction
-- schema: shop
ALTER TABLE orders ADD COLUMN weight numeric;
ALTER TABLE orders ADD COLUMN channel text DEFAULT 'web';
