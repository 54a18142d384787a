-- Since 18 a partitioned table takes one.
-- source: https://www.postgresql.org/docs/18/release-18.html: Allow NOT VALID foreign key constraints
--   on partitioned tables
-- schema: events
-- server: 18
ALTER TABLE events ADD CONSTRAINT events_kinds FOREIGN KEY (kind_id) REFERENCES kinds NOT VALID;
