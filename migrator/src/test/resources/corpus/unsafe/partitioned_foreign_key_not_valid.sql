-- Up to 17 a partitioned table takes no NOT VALID foreign key.
-- source: https://www.postgresql.org/docs/17/sql-altertable.html: foreign key constraints on
--   partitioned tables may not be declared NOT VALID at present
-- schema: events
-- finds: FAILS-AS-WRITTEN
-- fails: 42809
ALTER TABLE events ADD CONSTRAINT events_kinds FOREIGN KEY (kind_id) REFERENCES kinds NOT VALID;
