-- A partition cannot drop what it has from its parent.
-- source: https://www.postgresql.org/docs/17/ddl-partitioning.html: limitations
-- schema: library
-- finds: FAILS-AS-WRITTEN STATEMENT_UNSUPPORTED
-- fails: 42P16
ALTER TABLE readings_2025 DROP COLUMN value;
