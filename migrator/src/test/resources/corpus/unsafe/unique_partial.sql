-- Unique among some rows, built under the lock.
-- source: https://www.postgresql.org/docs/17/sql-createindex.html: locks out writes
-- schema: library
-- finds: LOCK-INDEX-BUILD DUPLICATES-STOP
CREATE UNIQUE INDEX loans_out ON loans (book_id) WHERE returned IS NOT TRUE;
