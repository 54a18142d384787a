-- A sequence counts further.
-- source: https://www.postgresql.org/docs/17/sql-altersequence.html: AS data_type changes the
--   minimum and maximum values
-- schema: library
ALTER SEQUENCE small_numbers AS bigint;
ALTER SEQUENCE card_numbers MAXVALUE 9999999 CACHE 20;
