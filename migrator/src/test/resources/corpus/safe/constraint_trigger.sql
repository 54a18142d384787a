-- A trigger that fires at the end of a transaction.
-- source: https://www.postgresql.org/docs/17/sql-createtrigger.html: CONSTRAINT; takes SHARE ROW
--   EXCLUSIVE for a moment
-- schema: library
CREATE CONSTRAINT TRIGGER loans_stamp AFTER INSERT ON loans
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION stamp();
