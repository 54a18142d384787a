-- A partition where no other one must be read.
-- source: measured on PostgreSQL 14 to 18, forms.tsv create-partition
-- schema: events
CREATE TABLE events_2029 PARTITION OF events FOR VALUES FROM ('2029-01-01') TO ('2030-01-01');
