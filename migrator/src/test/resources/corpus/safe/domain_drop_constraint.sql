-- Fewer rules need no look at the rows.
-- source: https://www.postgresql.org/docs/17/sql-alterdomain.html
-- schema: shop
ALTER DOMAIN positive DROP CONSTRAINT positive_check;
