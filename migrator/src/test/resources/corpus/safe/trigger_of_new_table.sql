-- A function and a trigger for a new table.
-- source: https://www.postgresql.org/docs/17/sql-createtrigger.html
-- schema: library
CREATE TABLE postcards (id bigint PRIMARY KEY, body text, changed timestamptz);
CREATE FUNCTION postcards_changed() RETURNS trigger LANGUAGE plpgsql
    AS $$ BEGIN new.changed := now(); RETURN new; END $$;
CREATE TRIGGER postcards_changed BEFORE INSERT OR UPDATE ON postcards
    FOR EACH ROW EXECUTE FUNCTION postcards_changed();
