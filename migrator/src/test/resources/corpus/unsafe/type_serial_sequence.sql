-- The column becomes bigint, its sequence stays integer.
-- source: https://www.postgresql.org/docs/17/datatype-numeric.html#DATATYPE-SERIAL
-- schema: shop
-- finds: LOCK-REWRITE SEQUENCE-NARROW
ALTER TABLE tickets ALTER COLUMN id TYPE bigint;
