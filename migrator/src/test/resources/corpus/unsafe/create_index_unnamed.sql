-- Without a name.
-- source: https://www.postgresql.org/docs/17/sql-createindex.html
-- schema: shop
-- finds: LOCK-INDEX-BUILD
CREATE INDEX ON orders USING hash (note);
