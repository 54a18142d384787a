-- A file that Flyway runs without a transaction.
-- source: https://documentation.red-gate.com/flyway: statements that cannot be in a transaction;
--   https://www.postgresql.org/docs/17/sql-createindex.html#SQL-CREATEINDEX-CONCURRENTLY
-- schema: shop
CREATE INDEX CONCURRENTLY orders_customer ON orders (customer_id);
