-- The values stay.
-- source: https://www.postgresql.org/docs/17/sql-altertable.html: DROP IDENTITY
-- schema: shop
ALTER TABLE customers ALTER COLUMN id DROP IDENTITY;
