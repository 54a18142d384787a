-- Every row is copied.
-- source: https://www.postgresql.org/docs/17/sql-vacuum.html: FULL requires an ACCESS EXCLUSIVE lock
--   on each table while it is being processed
-- schema: shop
-- finds: LOCK-REWRITE
VACUUM FULL orders;
