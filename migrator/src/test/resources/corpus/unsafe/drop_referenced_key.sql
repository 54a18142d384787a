-- A foreign key needs the key.
-- source: https://www.postgresql.org/docs/17/ddl-depend.html
-- schema: shop
-- finds: FAILS-AS-WRITTEN
-- fails: 2BP01
ALTER TABLE orders DROP CONSTRAINT orders_pkey;
