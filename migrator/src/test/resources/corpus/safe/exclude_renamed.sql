-- An exclusion constraint gets another name.
-- source: https://www.postgresql.org/docs/17/sql-altertable.html: RENAME CONSTRAINT
-- schema: library
ALTER TABLE loans RENAME CONSTRAINT loans_once TO loans_never_twice;
