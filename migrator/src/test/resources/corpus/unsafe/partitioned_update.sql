-- Rows of all partitions stay locked until the end.
-- source: https://www.postgresql.org/docs/17/sql-update.html
-- schema: events
-- finds: LONG-WRITE
UPDATE events SET payload = '' WHERE payload IS NULL;
