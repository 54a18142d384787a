-- Casts name a type.
-- source: https://www.postgresql.org/docs/17/sql-altertype.html
-- schema: shop
-- finds: RENAME-BREAKS
ALTER TYPE mood RENAME TO feeling;
