-- The columns of the domain go as well.
-- source: https://www.postgresql.org/docs/17/sql-dropdomain.html: CASCADE drops objects that depend
--   on the domain
-- schema: library
-- finds: CASCADE-DROPS
DROP DOMAIN euro CASCADE;
