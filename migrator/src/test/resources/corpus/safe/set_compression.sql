-- How the values to come are compressed.
-- source: https://www.postgresql.org/docs/17/sql-altertable.html: SET COMPRESSION
-- schema: shop
ALTER TABLE orders ALTER COLUMN note SET COMPRESSION pglz;
