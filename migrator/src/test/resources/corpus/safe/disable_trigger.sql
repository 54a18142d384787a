-- A trigger is switched off.
-- source: https://www.postgresql.org/docs/17/sql-altertable.html: DISABLE/ENABLE TRIGGER acquires a
--   SHARE ROW EXCLUSIVE lock
-- schema: shop
ALTER TABLE documents DISABLE TRIGGER documents_touch;
