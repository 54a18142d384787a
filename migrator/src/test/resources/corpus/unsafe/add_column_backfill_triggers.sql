-- A backfill in place of the rewrite fires the triggers of UPDATE.
-- source: https://www.postgresql.org/docs/17/trigger-definition.html
-- schema: shop
-- finds: LOCK-REWRITE BACKFILL-TRIGGERS
ALTER TABLE documents ADD COLUMN token uuid DEFAULT gen_random_uuid();
