-- Unique among some rows, built beside writers.
-- source: https://www.postgresql.org/docs/17/indexes-partial.html: unique partial index;
--   sql-createindex.html: CONCURRENTLY
-- schema: library
CREATE UNIQUE INDEX CONCURRENTLY loans_out ON loans (book_id) WHERE returned IS NOT TRUE;
