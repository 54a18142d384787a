-- A sequence is used by its name in nextval('…').
-- source: https://www.postgresql.org/docs/17/sql-altersequence.html
-- schema: shop
-- finds: RENAME-BREAKS
ALTER SEQUENCE numbers RENAME TO numerals;
