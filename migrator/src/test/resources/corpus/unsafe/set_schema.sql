-- A table in another schema has another name.
-- source: https://www.postgresql.org/docs/17/sql-altertable.html: SET SCHEMA
-- schema: shop
-- finds: RENAME-BREAKS
ALTER TABLE payments SET SCHEMA archive;
