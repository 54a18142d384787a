-- A trigger changes the catalog alone.
-- source: https://www.postgresql.org/docs/17/sql-createtrigger.html;
--   https://www.postgresql.org/docs/17/explicit-locking.html#LOCKING-TABLES: SHARE ROW EXCLUSIVE
-- schema: shop
CREATE TRIGGER orders_touch BEFORE UPDATE ON orders FOR EACH ROW EXECUTE FUNCTION touch();
