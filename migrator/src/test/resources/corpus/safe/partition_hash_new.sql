-- A new table with partitions by hash, a key and rows.
-- source: https://www.postgresql.org/docs/17/ddl-partitioning.html: hash partitioning
-- schema: library
CREATE TABLE hits (id bigint, path text, PRIMARY KEY (id)) PARTITION BY HASH (id);
CREATE TABLE hits_0 PARTITION OF hits FOR VALUES WITH (MODULUS 2, REMAINDER 0);
CREATE TABLE hits_1 PARTITION OF hits FOR VALUES WITH (MODULUS 2, REMAINDER 1);
CREATE INDEX hits_path ON hits (path);
INSERT INTO hits SELECT id, name FROM branches;
