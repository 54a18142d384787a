-- How many values ANALYZE keeps; writers go on.
-- source: https://www.postgresql.org/docs/17/sql-altertable.html: SET STATISTICS acquires a SHARE
--   UPDATE EXCLUSIVE lock
-- schema: shop
ALTER TABLE orders ALTER COLUMN status SET STATISTICS 500;
