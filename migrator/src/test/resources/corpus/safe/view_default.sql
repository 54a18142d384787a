-- A default of a view's column.
-- source: https://www.postgresql.org/docs/17/sql-alterview.html: SET DEFAULT of a column for
--   INSERTs on the view
-- schema: library
ALTER VIEW IF EXISTS member_list ALTER COLUMN name SET DEFAULT 'nobody';
ALTER VIEW member_list ALTER name DROP DEFAULT;
