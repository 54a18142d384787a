-- Statistics of an expression.
-- source: https://www.postgresql.org/docs/17/sql-createstatistics.html: the table is locked with
--   SHARE UPDATE EXCLUSIVE
-- schema: library
CREATE STATISTICS members_lower ON lower(name) FROM members;
