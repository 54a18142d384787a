-- A column that is added, filled and enforced in one transaction.
-- source: https://www.postgresql.org/docs/17/explicit-locking.html: a lock is normally held until
--   the end of the transaction
-- schema: library
-- finds: LONG-WRITE LOCK-KEPT LOCK-SCAN
ALTER TABLE books ADD COLUMN language text;
UPDATE books SET language = 'en';
ALTER TABLE books ALTER COLUMN language SET NOT NULL;
