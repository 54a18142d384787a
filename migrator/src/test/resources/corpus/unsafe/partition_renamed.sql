-- Who names the partitioned table fails.
-- source: https://www.postgresql.org/docs/17/sql-altertable.html: RENAME
-- schema: library
-- finds: RENAME-BREAKS
ALTER TABLE readings RENAME TO measurements;
