-- Whatever is in it goes.
-- source: https://www.postgresql.org/docs/17/sql-dropschema.html
-- schema: shop
-- finds: CASCADE-DROPS
DROP SCHEMA archive CASCADE;
