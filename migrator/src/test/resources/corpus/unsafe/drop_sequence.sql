-- nextval() names it.
-- source: https://www.postgresql.org/docs/17/sql-dropsequence.html
-- schema: shop
-- finds: DROP-BREAKS
DROP SEQUENCE numbers;
