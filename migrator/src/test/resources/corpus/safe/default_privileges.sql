-- For what is made later.
-- source: https://www.postgresql.org/docs/17/sql-alterdefaultprivileges.html
-- schema: shop
ALTER DEFAULT PRIVILEGES IN SCHEMA archive GRANT SELECT ON TABLES TO PUBLIC;
