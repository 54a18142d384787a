-- ON ONLY the parent, then each partition, then attached.
-- source: https://www.postgresql.org/docs/17/ddl-partitioning.html#DDL-PARTITIONING-DECLARATIVE-
--   MAINTENANCE: CREATE INDEX ON ONLY CREATE INDEX CONCURRENTLY ALTER INDEX ATTACH PARTITION
-- schema: events
CREATE INDEX events_kind ON ONLY events (kind);
CREATE INDEX CONCURRENTLY events_2025_kind ON events_2025 (kind);
ALTER INDEX events_kind ATTACH PARTITION events_2025_kind;
CREATE INDEX CONCURRENTLY events_2026_kind ON events_2026 (kind);
ALTER INDEX events_kind ATTACH PARTITION events_2026_kind;
