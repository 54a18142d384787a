-- Unique over an expression, built beside writers.
-- source: https://www.postgresql.org/docs/17/indexes-expressional.html; sql-createindex.html:
--   CONCURRENTLY
-- schema: library
CREATE UNIQUE INDEX CONCURRENTLY books_slug ON books (slug(title));
