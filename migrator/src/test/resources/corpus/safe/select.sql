-- A query reads.
-- source: https://www.postgresql.org/docs/17/explicit-locking.html#LOCKING-TABLES: ACCESS SHARE
-- schema: shop
SELECT count(*) FROM settings;
