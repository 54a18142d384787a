-- A new value is used in the transaction that adds it.
-- source: https://www.postgresql.org/docs/17/sql-altertype.html: the new value cannot be used until
--   after the transaction has been committed
-- schema: library
-- finds: LONG-WRITE
-- fails: 55P04
ALTER TYPE shelf ADD VALUE 'poetry';
UPDATE books SET shelf = 'poetry' WHERE pages < 50;
