-- How the values to come are stored.
-- source: https://www.postgresql.org/docs/17/sql-altertable.html: SET STORAGE doesn't itself change
--   anything in the table
-- schema: shop
ALTER TABLE orders ALTER COLUMN note SET STORAGE EXTERNAL;
