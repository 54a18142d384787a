-- A foreign key is checked at the end of the transaction.
-- source: https://www.postgresql.org/docs/17/sql-altertable.html: ALTER CONSTRAINT alters the
--   attributes of a constraint; only foreign keys
-- schema: library
ALTER TABLE loans ALTER CONSTRAINT loans_member DEFERRABLE INITIALLY IMMEDIATE;
