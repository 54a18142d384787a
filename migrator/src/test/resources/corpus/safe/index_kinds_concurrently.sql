-- Other kinds of index, built beside writers.
-- source: https://www.postgresql.org/docs/17/sql-createindex.html: CONCURRENTLY
-- schema: library
CREATE INDEX CONCURRENTLY loans_during ON loans USING brin (id);
CREATE INDEX CONCURRENTLY books_tags ON books USING gin (tags);
CREATE INDEX CONCURRENTLY books_title ON books (title text_pattern_ops DESC);
CREATE INDEX CONCURRENTLY members_name ON members USING hash (name);
