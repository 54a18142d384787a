-- A CHECK that children do not have, for new rows.
-- source: https://www.postgresql.org/docs/17/sql-createtable.html: NO INHERIT will not propagate to
--   child tables
-- schema: library
ALTER TABLE items ADD CONSTRAINT items_only CHECK (label <> 'disc') NO INHERIT NOT VALID;
