-- A CHECK that was added NOT VALID is proven.
-- source: https://www.postgresql.org/docs/17/sql-altertable.html: VALIDATE CONSTRAINT acquires only
--   SHARE UPDATE EXCLUSIVE
-- schema: library
ALTER TABLE loans VALIDATE CONSTRAINT loans_fine;
