-- Names with a schema, and search paths.
-- source: https://www.postgresql.org/docs/17/sql-alterschema.html
-- schema: shop
-- finds: RENAME-BREAKS
ALTER SCHEMA archive RENAME TO attic;
