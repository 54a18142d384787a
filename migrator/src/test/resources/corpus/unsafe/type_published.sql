-- Subscribers of a publication do not see a new table by themselves.
-- source: https://www.postgresql.org/docs/17/sql-altersubscription.html: REFRESH PUBLICATION
-- schema: shop
-- finds: LOCK-REWRITE SUBSCRIBERS-REFRESH
ALTER TABLE tickets ALTER COLUMN weight TYPE bigint;
