-- Fewer rules need no look at the rows.
-- source: https://www.postgresql.org/docs/17/sql-altertable.html: DROP NOT NULL
-- schema: shop
ALTER TABLE orders ALTER COLUMN placed DROP NOT NULL;
