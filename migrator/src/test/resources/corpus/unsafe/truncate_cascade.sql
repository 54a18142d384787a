-- So are those of the tables that refer to it.
-- source: https://www.postgresql.org/docs/17/sql-truncate.html: CASCADE
-- schema: shop
-- finds: TRUNCATES
TRUNCATE orders CASCADE;
