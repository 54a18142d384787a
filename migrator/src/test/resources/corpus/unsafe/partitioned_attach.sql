-- Every row is looked at whether it fits.
-- source: https://www.postgresql.org/docs/17/ddl-partitioning.html#DDL-PARTITIONING-DECLARATIVE-
--   MAINTENANCE; measured on PostgreSQL 14 to 18, forms.tsv attach-partition
-- schema: events
-- finds: LOCK-SCAN
ALTER TABLE events ATTACH PARTITION events_2027 FOR VALUES FROM ('2027-01-01') TO ('2028-01-01');
