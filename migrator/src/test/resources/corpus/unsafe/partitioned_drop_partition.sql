-- The parent is locked too.
-- source: measured on PostgreSQL 14 to 18, forms.tsv drop-partition
-- schema: events
-- finds: DROP-BREAKS LOCKS-PARENT
DROP TABLE events_2025;
