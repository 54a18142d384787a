-- What an extension's update does nobody has read.
-- source: https://www.postgresql.org/docs/17/sql-alterextension.html: UPDATE runs an update script
-- schema: library
-- finds: OPAQUE-STATEMENT
ALTER EXTENSION plpgsql UPDATE;
