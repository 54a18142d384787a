-- Nobody reads the table until the transaction ends.
-- source: https://www.postgresql.org/docs/17/sql-lock.html
-- schema: library
-- finds: LOCK-KEPT
BEGIN;
LOCK TABLE loans IN ACCESS EXCLUSIVE MODE;
ALTER TABLE loans VALIDATE CONSTRAINT loans_fine;
COMMIT;
