-- A unique index has the columns of the partition key.
-- source: https://www.postgresql.org/docs/17/ddl-partitioning.html#DDL-PARTITIONING-DECLARATIVE-
--   LIMITATIONS
-- schema: events
-- finds: FAILS-AS-WRITTEN
-- fails: 0A000
CREATE UNIQUE INDEX ON events (id);
