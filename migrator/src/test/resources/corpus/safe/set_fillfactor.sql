-- How full pages to come are made.
-- source: https://www.postgresql.org/docs/17/sql-altertable.html: SHARE UPDATE EXCLUSIVE lock will be
--   taken for fillfactor
-- schema: shop
ALTER TABLE orders SET (fillfactor = 80);
