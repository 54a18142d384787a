-- Rows are written without the trigger.
-- source: https://www.postgresql.org/docs/17/sql-droptrigger.html
-- schema: shop
-- finds: MISSING-MEANWHILE LONG-WRITE
DROP TRIGGER documents_touch ON documents;
UPDATE documents SET body = lower(body);
CREATE TRIGGER documents_touch BEFORE UPDATE OF body ON documents FOR EACH ROW EXECUTE FUNCTION touch();
