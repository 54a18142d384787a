-- A foreign key over a large table, with nothing that leads back.
-- source: https://www.postgresql.org/docs/17/sql-altertable.html: adding a foreign key takes SHARE
--   ROW EXCLUSIVE on the referenced table
-- schema: library
-- finds: LOCK-SCAN FK-NO-INDEX LOCKS-PARENT
ALTER TABLE loans ADD CONSTRAINT loans_gone FOREIGN KEY (member_id) REFERENCES members ON DELETE CASCADE;
