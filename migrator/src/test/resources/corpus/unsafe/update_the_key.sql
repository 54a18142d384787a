-- All keys change, along which nobody can go then.
-- source: https://www.postgresql.org/docs/17/sql-update.html
-- schema: library
-- finds: LONG-WRITE NO_USABLE_KEY
UPDATE notes SET id = id + 1000000;
