-- Nobody calls a trigger by its name.
-- source: https://www.postgresql.org/docs/17/sql-altertrigger.html
-- schema: shop
ALTER TRIGGER documents_touch ON documents RENAME TO documents_touched;
