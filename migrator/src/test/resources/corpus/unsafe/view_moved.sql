-- Who names the view without its schema fails.
-- source: https://www.postgresql.org/docs/17/sql-alterview.html: SET SCHEMA
-- schema: library
-- finds: RENAME-BREAKS
ALTER VIEW member_list SET SCHEMA attic;
