-- A short lock_timeout first.
-- source: https://www.postgresql.org/docs/17/runtime-config-client.html#GUC-LOCK-TIMEOUT
-- schema: shop
SET lock_timeout = '2s';
SET statement_timeout = '1min';
ALTER TABLE orders ADD COLUMN weight numeric;
RESET lock_timeout;
