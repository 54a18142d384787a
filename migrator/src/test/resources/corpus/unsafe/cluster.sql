-- Every row is copied in the order of the index.
-- source: https://www.postgresql.org/docs/17/sql-cluster.html: an ACCESS EXCLUSIVE lock is acquired on
--   it
-- schema: shop
-- finds: LOCK-REWRITE
CLUSTER orders USING orders_status;
