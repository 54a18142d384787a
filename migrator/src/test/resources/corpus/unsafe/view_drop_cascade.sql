-- Who reads the view fails; CASCADE changes nothing where nothing depends on it.
-- source: https://www.postgresql.org/docs/17/sql-dropview.html
-- schema: library
-- finds: DROP-BREAKS
DROP VIEW member_list CASCADE;
