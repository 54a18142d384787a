-- A trigger goes.
-- source: https://www.postgresql.org/docs/17/sql-droptrigger.html
-- schema: shop
DROP TRIGGER documents_touch ON documents;
