-- Every row is gone at once.
-- source: https://www.postgresql.org/docs/17/sql-truncate.html
-- schema: shop
-- finds: TRUNCATES
TRUNCATE visits;
