-- An index on a materialized view, beside its readers.
-- source: https://www.postgresql.org/docs/17/sql-createindex.html: CONCURRENTLY
-- schema: library
CREATE INDEX CONCURRENTLY titles_title ON titles (title);
