-- A few rows.
-- source: https://www.postgresql.org/docs/17/explicit-locking.html#LOCKING-TABLES: ROW EXCLUSIVE
-- schema: shop
UPDATE settings SET value = upper(value) WHERE key LIKE 'k%';
