-- What the change stream says of old rows.
-- source: https://www.postgresql.org/docs/17/sql-altertable.html: REPLICA IDENTITY
-- schema: shop
ALTER TABLE visits REPLICA IDENTITY FULL;
