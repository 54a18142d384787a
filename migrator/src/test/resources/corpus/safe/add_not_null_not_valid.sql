-- NOT VALID, then VALIDATE.
-- source: https://www.postgresql.org/docs/18/sql-altertable.html: NOT VALID is currently only allowed
--   for foreign key, CHECK, and not-null constraints
-- schema: shop
-- server: 18
ALTER TABLE orders ADD CONSTRAINT orders_total_given NOT NULL total NOT VALID;
ALTER TABLE orders VALIDATE CONSTRAINT orders_total_given;
