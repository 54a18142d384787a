-- An index is built under the lock of ADD COLUMN.
-- source: https://www.postgresql.org/docs/17/explicit-locking.html#LOCKING-TABLES: Once acquired, a
--   lock is normally held until the end of the transaction
-- schema: shop
-- finds: LOCK-KEPT LOCK-INDEX-BUILD
ALTER TABLE orders ADD COLUMN channel text;
CREATE INDEX orders_channel ON orders (channel);
