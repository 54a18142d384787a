-- It is so already.
-- source: https://www.postgresql.org/docs/17/sql-altertable.html: SET NOT NULL
-- schema: shop
ALTER TABLE customers ALTER COLUMN email SET NOT NULL;
