-- What uses it goes as well.
-- source: https://www.postgresql.org/docs/17/ddl-depend.html
-- schema: shop
-- finds: CASCADE-DROPS
DROP TABLE orders CASCADE;
