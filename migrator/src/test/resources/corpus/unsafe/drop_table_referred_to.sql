-- Another table refers to it.
-- source: https://www.postgresql.org/docs/17/ddl-depend.html
-- schema: shop
-- finds: FAILS-AS-WRITTEN
-- fails: 2BP01
DROP TABLE orders;
