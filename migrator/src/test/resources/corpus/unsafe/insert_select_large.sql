-- One transaction for as long as it reads.
-- source: https://www.postgresql.org/docs/17/routine-vacuuming.html
-- schema: shop
-- finds: LONG-TRANSACTION
INSERT INTO nothing (id, label) SELECT id, note FROM orders;
