-- A unique index instead of the key.
-- source: https://www.postgresql.org/docs/17/sql-altertable.html: REPLICA IDENTITY
-- schema: shop
ALTER TABLE payments REPLICA IDENTITY USING INDEX payments_id;
