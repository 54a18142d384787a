-- The rows of the DEFAULT partition are looked at.
-- source: measured on PostgreSQL 14 to 18, forms.tsv create-partition-default
-- schema: events
-- finds: LOCK-SCAN
CREATE TABLE measures_asia PARTITION OF measures FOR VALUES IN ('asia');
