-- Another kind of index.
-- source: https://www.postgresql.org/docs/17/sql-createindex.html
-- schema: shop
-- finds: LOCK-INDEX-BUILD
CREATE INDEX customers_words ON customers USING gin (to_tsvector('simple', name));
