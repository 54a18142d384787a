-- What is not there is not dropped.
-- source: https://www.postgresql.org/docs/17/sql-droptable.html: IF EXISTS
-- schema: library
DROP TABLE IF EXISTS lost;
DROP VIEW IF EXISTS lost_list;
DROP SEQUENCE IF EXISTS lost_numbers;
ALTER TABLE IF EXISTS lost ADD COLUMN n integer;
