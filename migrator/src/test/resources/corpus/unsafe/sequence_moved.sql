-- Who names the sequence without its schema fails.
-- source: https://www.postgresql.org/docs/17/sql-altersequence.html: SET SCHEMA
-- schema: library
-- finds: RENAME-BREAKS
ALTER SEQUENCE card_numbers SET SCHEMA attic;
