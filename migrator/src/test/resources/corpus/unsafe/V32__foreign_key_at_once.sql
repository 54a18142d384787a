-- NOT VALID and VALIDATE in one transaction gain nothing.
-- source: https://www.postgresql.org/docs/17/sql-altertable.html: VALIDATE CONSTRAINT;
--   explicit-locking.html
-- schema: library
-- finds: LOCK-KEPT FK-NO-INDEX
ALTER TABLE loans ADD CONSTRAINT loans_reader FOREIGN KEY (member_id) REFERENCES members NOT VALID;
ALTER TABLE loans VALIDATE CONSTRAINT loans_reader;
