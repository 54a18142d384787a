-- Two tables locked in one transaction can meet an application that takes them the other way
-- round.
-- source: https://www.postgresql.org/docs/17/explicit-locking.html#LOCKING-DEADLOCKS
-- schema: shop
-- finds: LOCK-ORDER
ALTER TABLE orders ADD COLUMN weight numeric;
ALTER TABLE customers ADD COLUMN weight numeric;
