-- Every row stays locked until the end.
-- source: https://www.postgresql.org/docs/17/routine-vacuuming.html;
--   https://www.postgresql.org/docs/17/explicit-locking.html#LOCKING-TABLES
-- schema: shop
-- finds: LONG-WRITE
UPDATE orders SET note = 'none' WHERE note IS NULL;
