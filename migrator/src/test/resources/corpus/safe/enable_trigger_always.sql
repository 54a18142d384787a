-- A trigger for replicas too.
-- source: https://www.postgresql.org/docs/17/sql-altertable.html: ENABLE ALWAYS TRIGGER
-- schema: shop
ALTER TABLE documents ENABLE ALWAYS TRIGGER documents_touch;
