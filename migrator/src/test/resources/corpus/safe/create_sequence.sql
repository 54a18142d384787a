-- Nobody uses it yet.
-- source: https://www.postgresql.org/docs/17/sql-createsequence.html
-- schema: shop
CREATE SEQUENCE parcels_number AS bigint INCREMENT 10 CACHE 20;
