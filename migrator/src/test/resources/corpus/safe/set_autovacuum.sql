-- When autovacuum comes.
-- source: https://www.postgresql.org/docs/17/sql-altertable.html: TOAST and autovacuum storage
--   parameters
-- schema: shop
ALTER TABLE orders SET (autovacuum_vacuum_scale_factor = 0.02, autovacuum_analyze_threshold = 1000);
