-- A sequence of bigint.
-- source: https://www.postgresql.org/docs/17/sql-altersequence.html
-- schema: shop
ALTER SEQUENCE orders_id_seq AS bigint;
