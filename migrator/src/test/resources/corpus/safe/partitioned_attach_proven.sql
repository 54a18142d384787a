-- A valid CHECK says what the bounds say.
-- source: https://www.postgresql.org/docs/17/ddl-partitioning.html#DDL-PARTITIONING-DECLARATIVE-
--   MAINTENANCE: the scan can be avoided by a CHECK constraint matching the expected partition
--   constraint
-- schema: events
ALTER TABLE events ATTACH PARTITION events_2028 FOR VALUES FROM ('2028-01-01') TO ('2029-01-01');
