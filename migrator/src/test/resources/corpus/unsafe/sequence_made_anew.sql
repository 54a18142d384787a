-- The numbers begin again.
-- source: https://www.postgresql.org/docs/17/sql-createsequence.html
-- schema: shop
-- finds: CONTENT-LOST
DROP SEQUENCE numbers;
CREATE SEQUENCE numbers AS bigint;
