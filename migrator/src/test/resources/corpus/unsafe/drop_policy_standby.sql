-- Readers of standbys wait for the lock as well.
-- source: https://www.postgresql.org/docs/17/hot-standby.html#HOT-STANDBY-CONFLICT: Access Exclusive
--   locks taken on the primary server
-- schema: shop
-- finds: STANDBY-REPLAY
DROP POLICY documents_own ON documents;
