-- Another table refers to it.
-- source: https://www.postgresql.org/docs/17/sql-truncate.html
-- schema: shop
-- finds: FAILS-AS-WRITTEN
-- fails: 0A000
TRUNCATE orders;
