-- Another kind of index.
-- source: https://www.postgresql.org/docs/17/sql-createindex.html#SQL-CREATEINDEX-CONCURRENTLY
-- schema: shop
CREATE INDEX CONCURRENTLY customers_words ON customers USING gin (to_tsvector('simple', name));
