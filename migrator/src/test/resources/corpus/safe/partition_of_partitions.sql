-- A partition that has partitions of its own.
-- source: https://www.postgresql.org/docs/17/ddl-partitioning.html: partitions may themselves be
--   defined as partitioned tables
-- schema: library
CREATE TABLE readings_2027 PARTITION OF readings
    FOR VALUES FROM ('2027-01-01') TO ('2028-01-01') PARTITION BY LIST (room);
CREATE TABLE readings_2027_hall PARTITION OF readings_2027 FOR VALUES IN ('hall');
CREATE TABLE readings_2027_rest PARTITION OF readings_2027 DEFAULT;
