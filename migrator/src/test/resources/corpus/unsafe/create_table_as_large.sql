-- One transaction for as long as it reads.
-- source: https://www.postgresql.org/docs/17/routine-vacuuming.html
-- schema: shop
-- finds: LONG-TRANSACTION
CREATE TABLE orders_copy AS SELECT * FROM orders;
