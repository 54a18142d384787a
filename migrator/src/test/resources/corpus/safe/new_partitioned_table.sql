-- A partitioned table with DEFAULT partition, key and index, all new.
-- source: https://www.postgresql.org/docs/17/ddl-partitioning.html
-- schema: library
CREATE TABLE logs (id bigint, day date NOT NULL, line text) PARTITION BY RANGE (day);
CREATE TABLE logs_2026 PARTITION OF logs FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
CREATE TABLE logs_rest PARTITION OF logs DEFAULT;
ALTER TABLE logs ADD PRIMARY KEY (id, day);
CREATE INDEX logs_line ON logs (line);
INSERT INTO logs VALUES (1, '2026-02-02', 'a'), (2, '2020-02-02', 'b');
CREATE TABLE logs_2027 PARTITION OF logs FOR VALUES FROM ('2027-01-01') TO ('2028-01-01');
