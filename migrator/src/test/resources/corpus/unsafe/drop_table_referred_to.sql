-- Another table refers to it.
-- source: https://www.postgresql.org/docs/17/ddl-depend.html
-- schema: shop
-- finds: FAILS-AS-WRITTEN
DROP TABLE orders;
