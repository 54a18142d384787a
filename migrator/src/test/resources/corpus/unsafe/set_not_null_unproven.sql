-- A CHECK that is NOT VALID proves nothing.
-- source: https://www.postgresql.org/docs/17/sql-altertable.html: SET NOT NULL; if a valid CHECK
--   constraint exists which proves no NULL can exist
-- schema: shop
-- finds: LOCK-SCAN
ALTER TABLE orders ADD CONSTRAINT orders_total_given CHECK (total IS NOT NULL) NOT VALID;
ALTER TABLE orders ALTER COLUMN total SET NOT NULL;
