-- A trigger takes another one's place.
-- source: https://www.postgresql.org/docs/17/sql-createtrigger.html;
--   https://www.postgresql.org/docs/17/explicit-locking.html#LOCKING-TABLES: SHARE ROW EXCLUSIVE
-- schema: shop
CREATE OR REPLACE TRIGGER documents_touch BEFORE INSERT ON documents FOR EACH ROW EXECUTE FUNCTION touch();
