-- The column is computed anew.
-- source: https://www.postgresql.org/docs/17/sql-altertable.html: SET EXPRESSION
-- schema: shop
-- finds: LOCK-REWRITE
ALTER TABLE orders ALTER COLUMN gross SET EXPRESSION AS (net * 1.25);
