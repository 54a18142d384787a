-- Unique with NULLs that are equal, built beside writers.
-- source: https://www.postgresql.org/docs/17/sql-createindex.html: NULLS NOT DISTINCT
-- schema: library
CREATE UNIQUE INDEX CONCURRENTLY loans_one_each ON loans (book_id, member_id) NULLS NOT DISTINCT;
