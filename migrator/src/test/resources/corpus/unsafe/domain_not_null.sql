-- Every table with a column of the domain is read.
-- source: https://www.postgresql.org/docs/17/sql-alterdomain.html: SET NOT NULL
-- schema: shop
-- finds: LOCK-SCAN
ALTER DOMAIN amount SET NOT NULL;
