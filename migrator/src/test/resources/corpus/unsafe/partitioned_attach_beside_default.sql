-- The rows of the DEFAULT partition are looked at too.
-- source: https://www.postgresql.org/docs/17/ddl-partitioning.html#DDL-PARTITIONING-DECLARATIVE-
--   MAINTENANCE: If the parent table also has a DEFAULT partition; measured on PostgreSQL 14 to
--   18, forms.tsv attach-partition-default
-- schema: events
-- finds: LOCK-SCAN
ALTER TABLE measures ATTACH PARTITION measures_us FOR VALUES IN ('us');
