-- A valid CHECK proves it.
-- source: https://www.postgresql.org/docs/17/sql-altertable.html: SET NOT NULL; if a valid CHECK
--   constraint exists the table scan is skipped
-- schema: shop
ALTER TABLE products ALTER COLUMN label SET NOT NULL;
