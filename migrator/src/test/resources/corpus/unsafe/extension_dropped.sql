-- What uses the extension goes as well.
-- source: https://www.postgresql.org/docs/17/sql-dropextension.html: CASCADE
-- schema: library
-- finds: CASCADE-DROPS
DROP EXTENSION plpgsql CASCADE;
