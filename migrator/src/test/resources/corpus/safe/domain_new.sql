-- A new domain, and a column of it.
-- source: https://www.postgresql.org/docs/17/sql-createdomain.html; sql-altertable.html: adding a
--   column without a default
-- schema: library
CREATE DOMAIN grade AS integer;
ALTER TABLE books ADD COLUMN grade grade;
