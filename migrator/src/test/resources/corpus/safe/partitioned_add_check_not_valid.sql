-- Rows that are there are not looked at.
-- source: https://www.postgresql.org/docs/17/sql-altertable.html, Notes: with NOT VALID the ADD
--   CONSTRAINT command does not scan the table
-- schema: events
ALTER TABLE events ADD CONSTRAINT events_amount CHECK (amount >= 0) NOT VALID;
