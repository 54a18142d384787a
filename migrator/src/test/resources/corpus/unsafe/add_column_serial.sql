-- serial has nextval() as its default.
-- source: https://www.postgresql.org/docs/17/datatype-numeric.html#DATATYPE-SERIAL
-- schema: shop
-- finds: LOCK-REWRITE
ALTER TABLE visits ADD COLUMN id bigserial;
