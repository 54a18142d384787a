-- Whether rows belong to a hash no CHECK proves.
-- source: https://www.postgresql.org/docs/17/ddl-partitioning.html: ATTACH PARTITION scans the
--   table unless a CHECK constraint implies the partition constraint
-- schema: library
-- finds: LOCK-SCAN
ALTER TABLE visits ATTACH PARTITION visits_1 FOR VALUES WITH (MODULUS 2, REMAINDER 1);
