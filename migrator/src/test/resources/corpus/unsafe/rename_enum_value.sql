-- Old applications write the old label.
-- source: https://www.postgresql.org/docs/17/sql-altertype.html: RENAME VALUE
-- schema: shop
-- finds: RENAME-BREAKS
ALTER TYPE mood RENAME VALUE 'bad' TO 'sad';
