-- Foreign keys are not checked any more.
-- source: https://www.postgresql.org/docs/17/sql-altertable.html: DISABLE TRIGGER ALL disables
--   internally generated constraint triggers
-- schema: library
-- finds: KEYS-UNCHECKED
ALTER TABLE loans DISABLE TRIGGER ALL;
