-- Rows without a key cannot be told apart.
-- source: https://www.postgresql.org/docs/17/logical-replication-publication.html#LOGICAL-REPLICATION-
--   PUBLICATION-REPLICA-IDENTITY
-- schema: shop
-- finds: NO_USABLE_KEY LOCK-REWRITE
ALTER TABLE visits ALTER COLUMN hits TYPE bigint;
