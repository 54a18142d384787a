-- A view goes as well.
-- source: https://www.postgresql.org/docs/17/ddl-depend.html
-- schema: shop
-- finds: CASCADE-DROPS
DROP TABLE invoices CASCADE;
