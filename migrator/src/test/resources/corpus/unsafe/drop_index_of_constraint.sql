-- A constraint needs the index.
-- source: https://www.postgresql.org/docs/17/sql-dropindex.html
-- schema: shop
-- finds: FAILS-AS-WRITTEN
DROP INDEX customers_pkey;
