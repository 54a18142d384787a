-- Writers wait for the build.
-- source: https://www.postgresql.org/docs/17/sql-createindex.html: locks the table to be indexed
--   against writes
-- schema: shop
-- finds: LOCK-INDEX-BUILD
CREATE INDEX orders_customer ON orders (customer_id);
