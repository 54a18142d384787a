-- What is said of a function.
-- source: https://www.postgresql.org/docs/17/sql-alterfunction.html
-- schema: library
ALTER FUNCTION slug(text) PARALLEL SAFE COST 10;
