-- A partitioned table with its partitions.
-- source: https://www.postgresql.org/docs/17/ddl-partitioning.html
-- schema: shop
CREATE TABLE readings (at date NOT NULL, value numeric) PARTITION BY RANGE (at);
CREATE TABLE readings_2026 PARTITION OF readings FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
CREATE INDEX ON readings (at);
