-- Every row stays locked until the end.
-- source: https://www.postgresql.org/docs/17/routine-vacuuming.html
-- schema: shop
-- finds: LONG-WRITE
DELETE FROM products WHERE stock = 0;
