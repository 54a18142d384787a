-- A CHECK of a domain reads the tables that use it.
-- source: https://www.postgresql.org/docs/17/sql-alterdomain.html: the command tests existing
--   columns
-- schema: library
-- finds: LOCK-SCAN
ALTER DOMAIN euro ADD CONSTRAINT euro_positive CHECK (VALUE >= 0);
