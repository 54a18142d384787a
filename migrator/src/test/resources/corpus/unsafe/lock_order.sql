-- The same with BEGIN.
-- source: https://www.postgresql.org/docs/17/explicit-locking.html#LOCKING-DEADLOCKS
-- schema: shop
-- finds: LOCK-ORDER
BEGIN;
ALTER TABLE customers ALTER COLUMN name SET DEFAULT '';
ALTER TABLE orders ALTER COLUMN note SET DEFAULT '';
COMMIT;
