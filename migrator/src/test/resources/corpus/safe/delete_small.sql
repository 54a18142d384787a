-- A few rows.
-- source: https://www.postgresql.org/docs/17/explicit-locking.html#LOCKING-TABLES: ROW EXCLUSIVE
-- schema: shop
DELETE FROM settings WHERE value IS NULL;
