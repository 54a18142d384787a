CREATE MATERIALIZED VIEW totals AS SELECT sum(price) FROM orders;
ALTER TABLE customer ADD COLUMN place geometry;
