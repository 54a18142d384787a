-- A deferrable key cannot be referred to.
-- source: https://www.postgresql.org/docs/17/sql-createtable.html: the referenced columns must be
--   of a non-deferrable unique or primary key constraint
-- schema: library
-- finds: FAILS-AS-WRITTEN DEPENDENT_OBJECT
-- fails: 55000
ALTER TABLE loans ADD COLUMN card integer REFERENCES members (card);
