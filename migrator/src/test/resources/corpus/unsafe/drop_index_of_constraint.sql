-- A constraint needs the index.
-- source: https://www.postgresql.org/docs/17/sql-dropindex.html
-- schema: shop
-- finds: FAILS-AS-WRITTEN
-- fails: 2BP01
DROP INDEX customers_pkey;
