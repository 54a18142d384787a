-- Nobody uses it yet.
-- source: https://www.postgresql.org/docs/17/sql-createdomain.html
-- schema: shop
CREATE DOMAIN share AS numeric CHECK (VALUE BETWEEN 0 AND 1);
