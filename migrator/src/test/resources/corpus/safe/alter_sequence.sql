-- The sequence alone is locked.
-- source: https://www.postgresql.org/docs/17/sql-altersequence.html
-- schema: shop
ALTER SEQUENCE numbers INCREMENT 2 CACHE 50;
