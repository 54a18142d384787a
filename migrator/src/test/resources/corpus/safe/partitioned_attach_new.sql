-- A new table becomes a partition.
-- source: https://www.postgresql.org/docs/17/ddl-partitioning.html#DDL-PARTITIONING-DECLARATIVE-
--   MAINTENANCE: it is sometimes more convenient to create a new table outside the partition
--   structure
-- schema: events
CREATE TABLE events_2029 (LIKE events INCLUDING DEFAULTS INCLUDING CONSTRAINTS);
ALTER TABLE events ATTACH PARTITION events_2029 FOR VALUES FROM ('2029-01-01') TO ('2030-01-01');
