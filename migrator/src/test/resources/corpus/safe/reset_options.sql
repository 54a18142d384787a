-- Back to the server's own.
-- source: https://www.postgresql.org/docs/17/sql-altertable.html: RESET
-- schema: shop
ALTER TABLE orders RESET (autovacuum_enabled);
