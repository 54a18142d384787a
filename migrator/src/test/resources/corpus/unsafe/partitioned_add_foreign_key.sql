-- Every row of every partition is checked.
-- source: https://www.postgresql.org/docs/17/sql-altertable.html
-- schema: events
-- finds: LOCK-SCAN
ALTER TABLE events ADD CONSTRAINT events_kinds FOREIGN KEY (kind_id) REFERENCES kinds;
