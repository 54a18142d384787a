-- The CHECK first, in statements of its own.
-- source: https://www.postgresql.org/docs/17/sql-altertable.html: SET NOT NULL, and Notes on VALIDATE
-- schema: shop
ALTER TABLE orders ADD CONSTRAINT orders_total_given CHECK (total IS NOT NULL) NOT VALID;
ALTER TABLE orders VALIDATE CONSTRAINT orders_total_given;
ALTER TABLE orders ALTER COLUMN total SET NOT NULL;
ALTER TABLE orders DROP CONSTRAINT orders_total_given;
