-- An index of one partition.
-- source: https://www.postgresql.org/docs/17/ddl-partitioning.html#DDL-PARTITIONING-DECLARATIVE-
--   MAINTENANCE
-- schema: events
CREATE INDEX CONCURRENTLY events_2025_kind ON events_2025 (kind);
