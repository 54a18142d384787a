-- For the rows to come.
-- source: https://www.postgresql.org/docs/17/sql-alterdomain.html
-- schema: shop
ALTER DOMAIN positive SET DEFAULT 1;
