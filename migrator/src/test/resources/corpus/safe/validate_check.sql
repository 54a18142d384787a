-- Rows are looked at while others write.
-- source: https://www.postgresql.org/docs/17/sql-altertable.html, Notes: validation acquires only a
--   SHARE UPDATE EXCLUSIVE lock on the table being altered
-- schema: shop
ALTER TABLE payments VALIDATE CONSTRAINT payments_amount;
