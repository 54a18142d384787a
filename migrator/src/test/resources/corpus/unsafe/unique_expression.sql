-- Unique over an expression, built under the lock.
-- source: https://www.postgresql.org/docs/17/sql-createindex.html: locks out writes
-- schema: library
-- finds: LOCK-INDEX-BUILD DUPLICATES-STOP
CREATE UNIQUE INDEX books_slug ON books (slug(title));
