-- An extension, and an index by its operators.
-- source: https://www.postgresql.org/docs/17/sql-createextension.html; pgtrgm.html
-- schema: library
CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE INDEX CONCURRENTLY books_words ON books USING gin (title gin_trgm_ops);
